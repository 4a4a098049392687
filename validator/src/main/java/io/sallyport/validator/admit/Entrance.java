package io.sallyport.validator.admit;

import java.time.Instant;

/**
 * Where deliveries come in. In production that is the {@link Admitter}; a trial of a bundle, which
 * has no sender and no signature, brings its own.
 */
@FunctionalInterface
public interface Entrance {
  /** The record with the origin and append time that count, where they are not its own. */
  default Delivery locate(Delivery record) {
    return record;
  }

  /** Judges one delivery that was located. */
  Admission admit(Delivery delivery, Memory memory, Instant now);
}
