package io.sallyport.executor.handler.http;

import com.google.re2j.Pattern;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The header Retry-After (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** How long to wait from {@code now} on; empty unless it is there once and has its form. */
  static Optional<Duration> of(HttpHeaders headers, Instant now) {
    List<String> values = headers.allValues("Retry-After");
    return values.size() == 1 ? parse(values.getFirst().strip(), now) : Optional.empty();
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (SECONDS.matches(value)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(now, date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
