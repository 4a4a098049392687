package io.sallyport.executor.handler;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;

/**
 * What a handler gets for one action.
 *
 * @param action its id, the idempotency key
 * @param fields the verified record
 * @param lease the credential, valid for this action only
 * @param times when it may begin and must have ended
 * @param halt why nothing may be begun, whatever the time, if so
 */
public record Performance(
    ActionId action,
    GenericRecord fields,
    Lease lease,
    Times times,
    Supplier<Optional<Code>> halt) {

  /**
   * When an action may begin and must have ended.
   *
   * @param startBy nothing may be sent after this instant: the claim's deadline is near
   * @param endBy the lease is over at this instant
   * @param clock tells whether they have passed
   */
  public record Times(Instant startBy, Instant endBy, Clock clock) {}

  /** Why nothing may be sent any more, if so; asked last before the first byte. */
  public Optional<Code> tooLate() {
    Optional<Code> halted = halt.get();
    if (halted.isPresent()) {
      return halted;
    }
    if (Thread.currentThread().isInterrupted()) {
      return Optional.of(Code.DEADLINE_PASSED);
    }
    Instant now = times.clock().instant();
    if (now.isAfter(times.startBy())) {
      return Optional.of(Code.DEADLINE_PASSED);
    }
    return now.isBefore(times.endBy()) ? Optional.empty() : Optional.of(Code.LEASE_OVER);
  }

  /** How long it may take from now on: {@code timeout}, or what is left of the lease. */
  public Duration time(Duration timeout) {
    Duration left = Duration.between(times.clock().instant(), times.endBy());
    return left.compareTo(timeout) < 0 ? left : timeout;
  }
}
