package io.sallyport.contract.revocation;

import java.time.Duration;
import java.time.Instant;

/** A moment by two clocks: one is never set, the other goes on while the machine sleeps. */
record Confirmation(long nanos, Instant wall) {
  static Confirmation now() {
    return new Confirmation(System.nanoTime(), Instant.now());
  }

  boolean isWithin(Duration age) {
    return System.nanoTime() - nanos < age.toNanos() && Instant.now().isBefore(wall.plus(age));
  }

  /** By the clock that says more. */
  Duration age() {
    Duration running = Duration.ofNanos(System.nanoTime() - nanos);
    Duration walled = Duration.between(wall, Instant.now());
    return running.compareTo(walled) > 0 ? running : walled;
  }
}
