package io.sallyport.action.shape;

import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Dates and times as RFC 3339 writes them, of the years 1 to 9999, letters in upper case. Days that
 * no calendar has are refused; so are leap seconds, for which no number of milliseconds stands.
 */
public final class Rfc3339 {
  private static final Pattern DATE = Pattern.compile(Grammar.DATE);
  private static final Pattern DATE_TIME = Pattern.compile(Grammar.DATE_TIME);

  /** The first and the last day. */
  public static final LocalDate MIN_DATE = LocalDate.of(1, 1, 1);

  public static final LocalDate MAX_DATE = LocalDate.of(9999, 12, 31);

  /** The first and the last instant, to the nanosecond. */
  public static final Instant MIN_INSTANT = Instant.parse("0001-01-01T00:00:00Z");

  public static final Instant MAX_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Rfc3339() {}

  /** Reads a full-date: {@code 2026-02-28}. */
  public static Optional<LocalDate> date(String text) {
    if (!DATE.matches(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text)).filter(date -> !date.isBefore(MIN_DATE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a date-time: {@code 2026-02-28T12:00:00.5+01:00}, nanoseconds at the finest. */
  public static Optional<Instant> instant(String text) {
    if (!DATE_TIME.matches(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(instant -> !instant.isBefore(MIN_INSTANT) && !instant.isAfter(MAX_INSTANT));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
