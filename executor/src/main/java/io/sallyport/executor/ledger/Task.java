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
 * @param idempotent whether its type allows another attempt under the same id
 * @param budget how long a claim may last
 * @param life until when it may be claimed, and its id is remembered
 */
public record Task(
    ReceiptBody.Action action,
    Optional<String> decision,
    long offset,
    Digest digest,
    String orderKey,
    boolean idempotent,
    Duration budget,
    Life life) {

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
    return new Task(action, decision, offset, digest, orderKey, idempotent, budget, longer);
  }

  /** Whether it is too late to claim it, beyond the allowed skew of clocks. */
  boolean isExpired(Instant now, Duration skew) {
    return !now.isBefore(life.expires().plus(skew));
  }
}
