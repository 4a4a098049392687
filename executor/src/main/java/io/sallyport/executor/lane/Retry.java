package io.sallyport.executor.lane;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** When to try again after trouble in the environment, and how often. Owned by one thread. */
final class Retry {
  /** Before a turn is written again. */
  static final Duration SHORT = Duration.ofMillis(50);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 30;

  private int failures;

  /** The next attempt; at first after a second, so that the group can say who the owner is. */
  Instant next(Instant now) {
    Duration delay = FIRST.multipliedBy(1L << Math.min(failures, 4));
    failures++;
    return now.plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
  }

  boolean mayGoOn(Throwable failure) {
    return isPassing(failure) && failures < ATTEMPTS;
  }

  void succeeded() {
    failures = 0;
  }

  /** Whether the same may succeed later: trouble with Kafka, and not what it refuses us. */
  private static boolean isPassing(Throwable failure) {
    return failure instanceof KafkaException
        && !(failure instanceof AuthorizationException)
        && !(failure instanceof AuthenticationException);
  }
}
