package io.sallyport.executor.resilience;

import java.util.Optional;

/**
 * What a handler says of failures.
 *
 * @param attempts how often each action is attempted
 * @param circuit when nothing is claimed for a while, if ever
 * @param concurrency how many of its actions may be performed at the same time
 */
public record Resilience(Attempts attempts, Optional<CircuitSpec> circuit, int concurrency) {
  /** One attempt, no circuit, as many at a time as the executor allows. */
  public static final Resilience NONE =
      new Resilience(Attempts.ONCE, Optional.empty(), Integer.MAX_VALUE);
}
