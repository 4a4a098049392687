package io.sallyport.contract.jws;

import java.time.Instant;
import java.util.Set;

/**
 * A public key that this process trusts, and for what.
 *
 * @param jwk the key
 * @param typ the one kind of record that it signs
 * @param state where it is in its life
 * @param cells the cells that it speaks to; empty means that cells do not matter for its kind
 * @param notBefore records are accepted from here on
 * @param notAfter records are accepted before this instant
 */
public record PinnedKey(
    Jwk jwk, Typ typ, State state, Set<String> cells, Instant notBefore, Instant notAfter) {

  /** Where a key is in its life. */
  public enum State {
    /** Announced: nothing is signed with it yet, but it would be accepted. */
    NEXT,
    /** In use. */
    ACTIVE,
    /** Signs no more; what it signed is accepted until {@code notAfter}. */
    VERIFY_ONLY,
    /** Nothing that it signed is accepted. */
    REVOKED
  }

  /** Copies the cells. */
  public PinnedKey {
    cells = Set.copyOf(cells);
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("notBefore lies before notAfter");
    }
  }

  /** An active key without limits in time. */
  public static PinnedKey active(Jwk jwk, Typ typ, Set<String> cells) {
    return new PinnedKey(jwk, typ, State.ACTIVE, cells, Instant.EPOCH, Instant.MAX);
  }

  /** Whether a record signed with it counts at {@code now} for {@code cell}. */
  boolean counts(String cell, Instant now) {
    boolean here = cells.isEmpty() || cells.contains(cell);
    boolean inTime = !now.isBefore(notBefore) && now.isBefore(notAfter);
    return state != State.REVOKED && here && inTime;
  }
}
