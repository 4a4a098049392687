package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        " 7  | 7",
        "999999999 | 999999999",
        "Fri, 20 Nov 2026 12:00:30 GMT | 30",
        "Fri, 20 Nov 2026 11:00:00 GMT | 0"
      })
  void readsSecondsAndDates(String value, long seconds) {
    assertThat(RetryAfter.of(headers(value), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "+3", "1000000000", "soon", "2026-11-20T12:00:00Z"})
  void takesNoOtherForm(String value) {
    assertThat(RetryAfter.of(headers(value), NOW)).isEmpty();
  }

  @Test
  void takesNoneOfTwo() {
    assertThat(RetryAfter.of(headers("1", "2"), NOW)).isEmpty();
  }

  private static HttpHeaders headers(String... values) {
    return HttpHeaders.of(Map.of("retry-after", List.of(values)), (name, value) -> true);
  }
}
