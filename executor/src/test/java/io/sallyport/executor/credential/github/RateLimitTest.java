package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SECONDARY =
      "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}";

  @ParameterizedTest
  @CsvSource({
    "403, 1, 1",
    "429, 60, 60",
    "403, 3599, 3599",
    "403, 3600, 3600",
    "403, 3601, 3600",
    "429, 999999999999, 3600"
  })
  void waitsAsLongAsItIsToldAndAnHourAtMost(int status, String seconds, long waits) {
    assertThat(until(status, "{}", "Retry-After", seconds)).contains(NOW.plusSeconds(waits));
  }

  @Test
  void waitsForTheResetOfThePrimaryLimit() {
    String reset = String.valueOf(NOW.plusSeconds(900).getEpochSecond());

    assertThat(until(403, "{}", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset))
        .contains(NOW.plusSeconds(900));
  }

  @Test
  void otherRefusalsAreNoLimit() {
    String reset = String.valueOf(NOW.plusSeconds(900).getEpochSecond());

    assertThat(until(403, "{}", "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", reset))
        .isEmpty();
    assertThat(until(403, "{\"message\":\"This installation has been suspended\"}")).isEmpty();
  }

  @Test
  void waitsAMinuteWhereNothingIsSaid() {
    assertThat(until(429, "")).contains(NOW.plusSeconds(60));
    assertThat(until(403, SECONDARY)).contains(NOW.plusSeconds(60));
    assertThat(until(429, "{}", "Retry-After", "soon")).contains(NOW.plusSeconds(60));
    assertThat(until(429, "{}", "Retry-After", "-5")).contains(NOW.plusSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 401, 404, 422, 500, 503})
  void otherStatusesAreNoLimit(int status) {
    assertThat(until(status, SECONDARY, "Retry-After", "60")).isEmpty();
  }

  private static Optional<Instant> until(int status, String body, String... headers) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      given.put(headers[i], List.of(headers[i + 1]));
    }
    return RateLimit.until(
        status,
        HttpHeaders.of(given, (name, value) -> true),
        body.getBytes(StandardCharsets.UTF_8),
        NOW);
  }
}
