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
  /** The concurrency of a document that has none. */
  public static final int UNSAID = Integer.MAX_VALUE;

  /** One attempt, no circuit, as many at a time as the executor allows. */
  public static final Resilience NONE = new Resilience(Attempts.ONCE, Optional.empty(), UNSAID);

  /** The same, with {@code share} at the same time where the document does not say how many. */
  public Resilience sharing(int share) {
    return concurrency == UNSAID ? new Resilience(attempts, circuit, share) : this;
  }
}
