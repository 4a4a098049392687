package io.sallyport.service.config;

import java.time.Duration;

/** Durations as files write them: a whole number with {@code ms}, {@code s}, m, h or d. */
public final class Durations {
  private static final String RULE = "must be a duration such as 500ms, 30s, 10m, 75h or 7d";
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long MILLIS_PER_MINUTE = 60 * MILLIS_PER_SECOND;
  private static final long MILLIS_PER_HOUR = 60 * MILLIS_PER_MINUTE;
  private static final long MILLIS_PER_DAY = 24 * MILLIS_PER_HOUR;

  private Durations() {}

  /** Reads one duration; throws {@link IllegalArgumentException} otherwise. */
  public static Duration parse(String text) {
    Amount amount = Amount.split(text, RULE);
    long unit =
        switch (amount.unit()) {
          case "ms" -> 1;
          case "s" -> MILLIS_PER_SECOND;
          case "m" -> MILLIS_PER_MINUTE;
          case "h" -> MILLIS_PER_HOUR;
          case "d" -> MILLIS_PER_DAY;
          default -> throw new IllegalArgumentException(RULE);
        };
    return Duration.ofMillis(amount.times(unit, RULE));
  }

  /** The duration in the same form, in the largest unit that is exact (hours at most). */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % MILLIS_PER_SECOND != 0) {
      return millis + "ms";
    }
    if (millis % MILLIS_PER_MINUTE != 0) {
      return millis / MILLIS_PER_SECOND + "s";
    }
    if (millis % MILLIS_PER_HOUR != 0) {
      return millis / MILLIS_PER_MINUTE + "m";
    }
    return millis / MILLIS_PER_HOUR + "h";
  }
}
