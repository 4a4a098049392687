package io.sallyport.executor.resilience;

import java.time.Duration;
import java.util.Set;

/**
 * When a handler's circuit opens, and for how long.
 *
 * @param failures in a row that show the target as down
 * @param open how long nothing is claimed then
 * @param statuses answers that show the target as down
 */
public record CircuitSpec(int failures, Duration open, Set<Integer> statuses) {
  /** Copies the statuses. */
  public CircuitSpec {
    statuses = Set.copyOf(statuses);
    if (failures < 1) {
      throw new IllegalArgumentException("a circuit opens after one failure at least");
    }
  }
}
