package io.sallyport.executor.ledger;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A verified action, as far as the ledger cares.
 *
 * @param action what it is
 * @param decision the receipt of its decision, where the mandate names it
 * @param offset of its trusted record
 * @param digest of that record's value
 * @param order among the actions of its key
 * @param manner how it is performed
 * @param life until when it may be begun, and its id is remembered
 */
public record Task(
    ReceiptBody.Action action,
    Optional<NamedReceipt> decision,
    long offset,
    Digest digest,
    Order order,
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
     * @param idempotent whether its type or its target allows another attempt under the same id
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
    return new Task(action, decision, offset, digest, order, manner, longer);
  }

  /**
   * Where an action stands among those of its key.
   *
   * @param key the record's key, base64url: one action at a time for each
   * @param sequence its place in the order of its type and key, if the type demands one
   */
  public record Order(String key, Optional<Sequence> sequence) {
    /** Of a type without a sequence. */
    public static Order of(String key) {
      return new Order(key, Optional.empty());
    }

    /** As a claim says it. What was there before the claim has expired by then, on any clock. */
    Claim.Order claimed(Instant now, Duration skew) {
      Duration twice = skew.multipliedBy(2);
      return new Claim.Order(
          key,
          sequence.map(own -> {
            Instant until = now.plus(own.memory()).plus(twice);
            return new Claim.Sequence(own.value(), until.truncatedTo(ChronoUnit.MILLIS));
          }));
    }
  }

  /**
   * A place in an order.
   *
   * @param value the higher the later
   * @param memory how long after its claim an older action may still come: the type's maxTtl
   */
  public record Sequence(long value, Duration memory) {}

  /** The same with its place in the order of its key. */
  public Task in(Optional<Sequence> sequence) {
    return new Task(
        action, decision, offset, digest, new Order(order.key(), sequence), manner, life);
  }

  String orderKey() {
    return order.key();
  }

  /** Whether it may be claimed again after an attempt of which nobody knows. */
  public boolean idempotent() {
    return manner instanceof Manner.Claimed claimed && claimed.idempotent();
  }

  /** How long a claim of it may last. */
  Duration budget() {
    if (manner instanceof Manner.Claimed claimed) {
      return claimed.budget();
    }
    throw new IllegalStateException("what joins its turn is not claimed");
  }

  /** Whether there is time for another attempt, and it is one that has attempts. */
  boolean mayBeTried(Instant now) {
    return manner instanceof Manner.Claimed && now.isBefore(life.expires());
  }

  /** Whether it is too late to begin it, beyond the allowed skew of clocks. */
  public boolean isExpired(Instant now, Duration skew) {
    return !now.isBefore(life.expires().plus(skew));
  }
}
