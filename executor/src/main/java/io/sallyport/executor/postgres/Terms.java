package io.sallyport.executor.postgres;

import java.time.Duration;

/**
 * What a session may do.
 *
 * @param time after which it is over, whatever it does
 * @param readOnly whether its transactions change nothing
 * @param maxResult the most bytes of one result, as they travel
 */
public record Terms(Duration time, boolean readOnly, long maxResult) {
  private static final long SMALL = 64 << 10;

  /** Terms of a session for short statements of our own. */
  public static Terms within(Duration time) {
    return new Terms(time, false, SMALL);
  }
}
