package io.sallyport.executor.claim;

import java.time.Duration;
import java.time.Instant;

/** How long something may stand still. Owned by one thread. */
public final class Patience {
  private final Duration most;
  private long seen = Long.MIN_VALUE;
  private Instant end;

  /** Patience that runs from {@code now} on, and anew with each step. */
  public Patience(Duration most, Instant now) {
    this.most = most;
    this.end = now.plus(most);
  }

  /** Whether it has stood at {@code position} for too long. */
  public boolean isOver(long position, Instant now) {
    if (position != seen) {
      seen = position;
      end = now.plus(most);
    }
    return now.isAfter(end);
  }
}
