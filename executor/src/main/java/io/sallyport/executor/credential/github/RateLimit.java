package io.sallyport.executor.credential.github;

import com.google.re2j.Pattern;
import io.sallyport.contract.json.StrictJson;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * GitHub's rate limits, as its answers tell them ("Rate limits for the REST API"): who goes on
 * asking may be banned, so nothing is asked until they are over.
 */
final class RateLimit {
  /** The longest that one answer can silence this process: the window of the primary limit. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final Duration UNSAID = Duration.ofMinutes(1);

  private RateLimit() {}

  /** Until when to wait; empty when the answer is of another kind. */
  static Optional<Instant> until(int status, HttpHeaders headers, byte[] body, Instant now) {
    if (status != FORBIDDEN && status != TOO_MANY) {
      return Optional.empty();
    }
    Instant latest = now.plus(LONGEST);
    OptionalLong seconds = number(headers, "Retry-After");
    if (seconds.isPresent()) {
      return Optional.of(earlier(now.plusSeconds(seconds.getAsLong()), latest));
    }
    OptionalLong reset = number(headers, "X-RateLimit-Reset");
    if (number(headers, "X-RateLimit-Remaining").orElse(1) == 0 && reset.isPresent()) {
      return Optional.of(earlier(Instant.ofEpochSecond(reset.getAsLong()), latest));
    }
    return status == TOO_MANY || says(body) ? Optional.of(now.plus(UNSAID)) : Optional.empty();
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    String text = headers.firstValue(name).orElse("");
    return NUMBER.matches(text) ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** A secondary limit is told by its message alone. */
  private static boolean says(byte[] body) {
    return StrictJson.read(body)
        .map(json -> json.path("message").asText().toLowerCase(Locale.ROOT))
        .filter(message -> message.contains("rate limit"))
        .isPresent();
  }
}
