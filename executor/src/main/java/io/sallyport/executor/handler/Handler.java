package io.sallyport.executor.handler;

import java.time.Duration;

/** Performs the actions of one type on one target; safe for any thread, blocking. */
public interface Handler {
  /**
   * Performs one action, at most once, and says how that ended; never throws for the target. It has
   * returned when {@link Performance#time} is over: the lease is taken back then.
   */
  Performed perform(Performance performance);

  /** The longest time that {@link #perform} takes. */
  Duration timeout();

  /**
   * Whether performing an action again does nothing if it was performed before, whoever had it: its
   * target knows. Then what a former owner left open may be claimed again, whatever the type says.
   */
  default boolean isExactlyOnce() {
    return false;
  }
}
