package io.sallyport.executor.resilience;

import java.util.Locale;

/** Where a handler's circuit stands, as metrics and logs tell it. */
public enum Phase {
  /** Everything starts. */
  CLOSED,
  /** Nothing starts for a while. */
  OPEN,
  /** One attempt decides. */
  HALF_OPEN;

  /** The word: {@code half-open}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
