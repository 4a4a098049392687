package io.sallyport.executor.ledger;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A verified action, as far as the ledger cares.
 *
 * @param action what it is
 * @param decision the id of the receipt of its decision, where the mandate names it
 * @param offset of its trusted record
 * @param digest of that record's value
 * @param orderKey the record's key, base64url: one action at a time for each
 * @param manner how it is performed
 * @param life until when it may be begun, and its id is remembered
 */
public record Task(
    ReceiptBody.Action action,
    Optional<String> decision,
    long offset,
    Digest digest,
    String orderKey,
    Manner manner,
    Life life) {

  /** How an action is performed. */
  public sealed interface Manner {
    /** It is not: it has ended where it stands. */
    Manner NONE = new Claimed(Duration.ZERO, false);

    /**
     * By a handler, under a claim.
     *
     * @param budget how long the claim may last
     * @param idempotent whether its type allows another attempt under the same id
     */
    record Claimed(Duration budget, boolean idempotent) implements Manner {}

    /**
     * By the turn itself, which carries its record to a topic of the same cluster.
     *
     * @param bytes how large that record may be
     */
    record Joined(long bytes) implements Manner {}
  }

  /**
   * How long an action matters.
   *
   * @param expires the end of its mandate
   * @param remembered until then another mandate for the same action could be valid
   */
  public record Life(Instant expires, Instant remembered) {
    /** Of what has one mandate only. */
    public static Life until(Instant expires) {
      return new Life(expires, expires);
    }
  }

  /** The same, remembered until then if that is later. */
  public Task rememberedUntil(Instant until) {
    Instant later = until.isAfter(life.remembered()) ? until : life.remembered();
    Life longer = new Life(life.expires(), later);
    return new Task(action, decision, offset, digest, orderKey, manner, longer);
  }

  /** Whether it may be claimed again after an attempt of which nobody knows. */
  public boolean idempotent() {
    return manner instanceof Manner.Claimed claimed && claimed.idempotent();
  }

  /** Whether it is too late to begin it, beyond the allowed skew of clocks. */
  public boolean isExpired(Instant now, Duration skew) {
    return !now.isBefore(life.expires().plus(skew));
  }
}
