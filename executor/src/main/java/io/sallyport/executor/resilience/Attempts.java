package io.sallyport.executor.resilience;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * How often an action is attempted, and how long after one another.
 *
 * @param max attempts in all
 * @param backoff the longest pause before the second; it doubles with each
 * @param maxBackoff the longest pause before any
 * @param statuses answers after which another attempt is worth it
 */
public record Attempts(int max, Duration backoff, Duration maxBackoff, Set<Integer> statuses) {
  /** One attempt, whatever comes of it. */
  public static final Attempts ONCE = new Attempts(1, Duration.ZERO, Duration.ZERO, Set.of());

  private static final Set<Code> NOTHING_SENT =
      Set.of(Code.TARGET_UNREACHABLE, Code.LEASE_FAILED, Code.ROLLED_BACK, Code.DEADLINE_PASSED);

  /** Copies the statuses. */
  public Attempts {
    statuses = Set.copyOf(statuses);
    if (max < 1 || backoff.compareTo(maxBackoff) > 0) {
      throw new IllegalArgumentException("there is one attempt, and backoff is within maxBackoff");
    }
  }

  /**
   * How long to wait before the next attempt: a random part of the backoff (full jitter), at least
   * what the target asked for; empty when there is to be none. What may have had an effect is tried
   * again only where the target knows the idempotency key.
   *
   * @param attempt the number of the one that ended so
   * @param random from 0, below 1
   */
  public Optional<Duration> pause(
      Performed ended, int attempt, boolean idempotent, DoubleSupplier random) {
    if (attempt >= max || !isWorthwhile(ended, idempotent)) {
      return Optional.empty();
    }
    Duration jittered =
        Duration.ofMillis((long) (random.getAsDouble() * ceiling(attempt).toMillis()));
    Duration asked = ended.answer().flatMap(Answer::retryAfter).orElse(Duration.ZERO);
    return Optional.of(asked.compareTo(jittered) > 0 ? asked : jittered)
        .filter(pause -> pause.compareTo(maxBackoff) <= 0);
  }

  private Duration ceiling(int attempt) {
    Duration doubled = backoff;
    for (int i = 1; i < attempt && doubled.compareTo(maxBackoff) < 0; i++) {
      doubled = doubled.multipliedBy(2);
    }
    return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
  }

  private boolean isWorthwhile(Performed ended, boolean idempotent) {
    boolean listed = ended.answer().filter(each -> statuses.contains(each.status())).isPresent();
    return switch (ended) {
      case Performed.Succeeded _ -> false;
      case Performed.NotExecuted(Code code, var _) ->
          NOTHING_SENT.contains(code) || (code == Code.TARGET_REFUSED && listed);
      case Performed.InDoubt(Code code, var answer) ->
          idempotent && code == Code.OUTCOME_UNKNOWN && (answer.isEmpty() || listed);
    };
  }
}
