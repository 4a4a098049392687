package io.sallyport.cli.proof;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Unread;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.witness.Standings;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the validator's receipts say of the cells' chains. Its desk signs where each stood when it
 * was told: a cell's chain that was written anew up to there, or cut off, contradicts it.
 */
final class Sightings {
  /** No export reads for so long that the validator may have gone on by more meanwhile. */
  private static final Duration READING = Duration.ofHours(1);

  private final Standings standings = new Standings();

  private final Unread unread;

  private Sightings(List<Seen> seen, VerifiedReceipts verified) {
    seen.forEach(each -> standings.ask(each.cell(), each.head()));
    verified.forEachStanding(standings::pass);
    unread = verified.unread();
  }

  /**
   * The first place of each of the cells' chains that a receipt of the validator contradicts.
   *
   * @param early how many of its receipts were read before any of the cells: what they say was
   *     there by then; what others say may be later than what was read of the cells, but not by
   *     more than an hour
   */
  static List<Break> against(VerifiedReceipts verified, int early) {
    List<Receipt> said = verified.decisions();
    Instant late =
        said.stream()
            .map(Receipt::issuedAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH)
            .minus(READING);
    List<Seen> seen =
        IntStream.range(0, said.size())
            .boxed()
            .flatMap(i ->
                Seen.of(said.get(i), i < early || said.get(i).issuedAt().isBefore(late)).stream())
            .toList();
    Sightings sightings = new Sightings(seen, verified);
    Map<String, Break> contradicted = new TreeMap<>();
    for (Seen each : seen) {
      sightings
          .contradiction(each)
          .ifPresent(found ->
              contradicted.merge(name(found.writer(), found.chain()), found, Sightings::first));
    }
    return List.copyOf(contradicted.values());
  }

  private Optional<Break> contradiction(Seen seen) {
    boolean isAsked =
        standings.reach(seen.cell(), seen.head())
            || (seen.isEarly() && !isUnread(seen.cell(), seen.head()));
    return standings
        .contradiction(seen.cell(), seen.head())
        .filter(_ -> isAsked)
        .map(found ->
            new Break(
                found.writer(),
                found.chain(),
                found.seq(),
                found.reason() + ", as " + seen.by() + " witnessed"));
  }

  /** The head was witnessed behind the receipt before it. */
  private boolean isUnread(String cell, ChainHead head) {
    return unread.has(cell, head.chain(), head.next() - 1);
  }

  private static String name(String writer, String chain) {
    return writer + " " + chain;
  }

  private static Break first(Break one, Break other) {
    return one.seq() <= other.seq() ? one : other;
  }

  /**
   * Where a cell's chain stood.
   *
   * @param by the receipt that says so
   * @param isEarly whether all that is older than it was read of the cell
   */
  private record Seen(String cell, ChainHead head, String by, boolean isEarly) {
    static Optional<Seen> of(Receipt receipt, boolean isEarly) {
      return receipt.body() instanceof ReceiptBody.Witnessed(var sighting)
          ? Optional.of(new Seen(sighting.cell(), sighting.head(), receipt.id(), isEarly))
          : Optional.empty();
    }
  }
}
