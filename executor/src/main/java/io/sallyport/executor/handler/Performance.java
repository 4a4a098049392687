package io.sallyport.executor.handler;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import java.time.Clock;
import java.time.Instant;
import org.apache.avro.generic.GenericRecord;

/**
 * What a handler gets for one action.
 *
 * @param action its id, the idempotency key
 * @param fields the verified record
 * @param lease the credential, valid for this action only
 * @param startBy nothing may be sent after this instant
 * @param clock tells whether that instant has passed
 */
public record Performance(
    ActionId action, GenericRecord fields, Lease lease, Instant startBy, Clock clock) {

  /** Asked last before the first byte. */
  public boolean mayStart() {
    return !clock.instant().isAfter(startBy);
  }
}
