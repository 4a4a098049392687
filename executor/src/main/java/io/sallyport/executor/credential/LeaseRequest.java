package io.sallyport.executor.credential;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.verify.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * What a lease is asked for: it is good for this action and no other.
 *
 * @param action its id
 * @param fields the verified record, from which the lease is narrowed
 * @param patience how long to wait for a free lease and its issuer
 * @param claimed what a minter verifies; an issuer is shown nothing of it
 */
public record LeaseRequest(
    ActionId action, GenericRecord fields, Duration patience, Optional<Claimed> claimed) {
  /** A request to an issuer, which verifies nothing. */
  public LeaseRequest(ActionId action, GenericRecord fields, Duration patience) {
    this(action, fields, patience, Optional.empty());
  }

  /**
   * The claim that the lease is for.
   *
   * @param record the action's trusted record
   * @param attempt from 1
   * @param deadline the action has ended by then
   */
  public record Claimed(SealedRecord record, int attempt, Instant deadline) {}
}
