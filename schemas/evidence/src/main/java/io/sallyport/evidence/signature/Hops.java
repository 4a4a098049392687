package io.sallyport.evidence.signature;

import io.sallyport.contract.mandate.Delegation;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Principals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What was handed on, hop by hop, to who signs a proposal; none of it is trusted before {@link
 * #hold} and {@link #problem} say so.
 *
 * @param source to which source is proposed
 * @param hops who began first
 */
record Hops(String source, List<Hop> hops) {
  static final Hops NONE = new Hops("", List.of());

  /** Copies the hops. */
  Hops {
    hops = List.copyOf(hops);
  }

  /** Reads them; empty when one has another form. */
  static Optional<Hops> read(String source, List<String> texts) {
    List<Hop> hops = texts.stream().map(Hop::read).flatMap(Optional::stream).toList();
    return hops.size() == texts.size() ? Optional.of(new Hops(source, hops)) : Optional.empty();
  }

  /** Whether each is signed by a key of who hands on. */
  boolean hold(SenderKeys keys) {
    return hops.stream().allMatch(hop -> keys.hold(hop.signed(), new byte[0]));
  }

  /**
   * What is wrong with them for a proposal that {@code signer} makes.
   *
   * @param tolerance how far clocks may be apart
   * @param lateness how much later this is heard of than it came
   */
  Optional<Reason> problem(String signer, Duration tolerance, Duration lateness, Instant at) {
    if (hops.isEmpty()) {
      return Optional.empty();
    }
    if (hops.size() > Delegation.MAX_HOPS) {
      return Optional.of(Reason.DELEGATION_TOO_DEEP);
    }
    if (!isLinked(signer)) {
      return Optional.of(Reason.DELEGATION_BROKEN);
    }
    for (int i = 1; i < hops.size(); i++) {
      if (!hops.get(i).isWithin(hops.get(i - 1))) {
        return Optional.of(Reason.DELEGATION_WIDENED);
      }
    }
    boolean isInTime =
        hops.stream()
            .allMatch(hop ->
                Duration.between(hop.expiresAt(), at).compareTo(lateness) < 0
                    && Duration.between(at, hop.issuedAt()).compareTo(tolerance) <= 0);
    return isInTime ? Optional.empty() : Optional.of(Reason.DELEGATION_EXPIRED);
  }

  private boolean isLinked(String signer) {
    for (int i = 1; i < hops.size(); i++) {
      if (!hops.get(i).follows(hops.get(i - 1))) {
        return false;
      }
    }
    List<String> names = names();
    return hops.getFirst().audience().equals(source)
        && names.getLast().equals(signer)
        && new HashSet<>(names).size() == names.size();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(hops.getFirst().issuer());
    hops.forEach(hop -> names.add(hop.subject()));
    return names;
  }

  /** What they come to, once nothing is wrong with them; empty where nothing is handed on. */
  Optional<Delegation> delegation() {
    if (hops.isEmpty()) {
      return Optional.empty();
    }
    Hop last = hops.getLast();
    List<String> chain = names().stream().map(Principals::agent).toList();
    return Optional.of(new Delegation(chain, last.expiresAt(), last.effect(), last.actions()));
  }
}
