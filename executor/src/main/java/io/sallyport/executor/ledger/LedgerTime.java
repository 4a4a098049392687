package io.sallyport.executor.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * What time it is for a claimed action by the ledger's broker: when it appended the claim, and what
 * has passed since by the clock that is never set. This machine's wall clock has no part in it. It
 * is never behind the broker, and ahead by no more than the claim's transaction took.
 *
 * @param appended when the broker appended the claim, or something after it
 * @param since {@link System#nanoTime} before the claim was sent
 * @param skew how far clocks may be apart
 */
public record LedgerTime(Instant appended, long since, Duration skew) {
  /** Whether it is too late to begin that action, beyond the allowed skew of clocks. */
  public boolean isOver(Task task) {
    return isOver(task, System.nanoTime());
  }

  boolean isOver(Task task, long nanos) {
    return task.isExpired(appended.plusNanos(nanos - since), skew);
  }
}
