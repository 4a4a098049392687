package io.sallyport.validator.admit;

import java.time.Instant;

/**
 * Where deliveries come in. In production that is the {@link Admitter}; a trial of a bundle, which
 * has no sender and no signature, brings its own.
 */
@FunctionalInterface
public interface Entrance {
  /** Judges one delivery. */
  Admission admit(Delivery delivery, Memory memory, Instant now);
}
