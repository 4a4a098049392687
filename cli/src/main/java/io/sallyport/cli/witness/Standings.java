package io.sallyport.cli.witness;

import io.sallyport.cli.audit.Break;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.ChainHead;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where chains stood at the places that somebody has a word about: first all places are asked for,
 * then the chains pass, then each word is held against them. Owned by one thread.
 */
public final class Standings {
  private final Set<Place> asked = new HashSet<>();
  private final Map<Place, Digest> found = new HashMap<>();

  /** So many receipts of a chain. */
  private record Place(Heads.Name name, long receipts) {
    static Place of(String writer, ChainHead head) {
      return new Place(new Heads.Name(writer, head.chain()), head.next());
    }
  }

  /** Somebody has a word about this place. */
  public void ask(String writer, ChainHead head) {
    asked.add(Place.of(writer, head));
  }

  /** A place where one of the writer's chains stood. */
  public void pass(String writer, ChainHead standing) {
    Place place = Place.of(writer, standing);
    if (asked.contains(place)) {
      found.put(place, standing.prev());
    }
  }

  /** Whether the chain is as long as that. */
  public boolean reach(String writer, ChainHead head) {
    return found.containsKey(Place.of(writer, head));
  }

  /** What is wrong with the chain if {@code head} is true; nothing where it goes on from there. */
  public Optional<Break> contradiction(String writer, ChainHead head) {
    Digest there = found.get(Place.of(writer, head));
    if (there == null) {
      return Optional.of(at(writer, head, "a receipt that was there is missing"));
    }
    return there.equals(head.prev())
        ? Optional.empty()
        : Optional.of(at(writer, head, "another receipt was there"));
  }

  private static Break at(String writer, ChainHead head, String reason) {
    return new Break(writer, head.chain(), head.next() - 1, reason);
  }
}
