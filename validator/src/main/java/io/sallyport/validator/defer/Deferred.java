package io.sallyport.validator.defer;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;

/**
 * An action that waits at the desk. What is decided of it is taken from its referral alone, once
 * that was checked again: a store is not signed.
 *
 * @param place where in which line
 * @param payer 16 bytes that stand for who signed the delivery
 * @param until when it is denied; milliseconds
 * @param isAsked whether policies or quotas have it wait, and not only its place
 * @param deferral the id of the desk's receipt that says so
 * @param vouching the gate's receipt of its referral, as it was signed
 * @param referral what is decided about, as the receipt vouches for it
 */
public record Deferred(
    Place place,
    Bytes payer,
    Instant until,
    boolean isAsked,
    String deferral,
    String vouching,
    Bytes referral) {
  /**
   * A place in a line.
   *
   * @param number the lower is decided first
   */
  public record Place(Line line, long number) {}

  /** Whether its time is over. */
  public boolean isOverdue(Instant now) {
    return !now.isBefore(until);
  }

  /** The same, for which policies or quotas wait until then. */
  public Deferred until(Instant then) {
    return new Deferred(place, payer, then, true, deferral, vouching, referral);
  }
}
