package io.sallyport.evidence.source;

import java.time.Duration;

/**
 * So many in a period, written {@code 50/s}, {@code 600/m} or {@code 1000/h}.
 *
 * @param count from 1 to a million
 * @param period one second, minute or hour
 */
public record Rate(long count, Duration period) {
  private static final String RULE = "must be a rate such as 50/s, 600/m or 1000/h, at least 1";
  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_DIGITS = 7;

  /** Refuses counts out of range. */
  public Rate {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads a rate; throws {@link IllegalArgumentException} otherwise. */
  public static Rate parse(String text) {
    int slash = text.indexOf('/');
    String digits = slash < 0 ? "" : text.substring(0, slash);
    boolean isNumber = digits.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    if (digits.isEmpty() || digits.length() > MAX_DIGITS || !isNumber) {
      throw new IllegalArgumentException(RULE);
    }
    return new Rate(Long.parseLong(digits), period(text.substring(slash + 1)));
  }

  private static Duration period(String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> throw new IllegalArgumentException(RULE);
    };
  }
}
