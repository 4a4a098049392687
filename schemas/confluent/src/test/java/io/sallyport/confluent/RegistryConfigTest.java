package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the registry may be and how long it may take. */
class RegistryConfigTest {
  private static final URI URL = URI.create("https://registry.example/apis/ccompat/v7");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void waitsTwoAndFiveSecondsByDefault() {
    RegistryConfig config = RegistryConfig.of(URL.toString());

    assertThat(config)
        .isEqualTo(new RegistryConfig(URL, Duration.ofSeconds(2), Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mock://scope",
        "file:///etc/passwd",
        "registry:8081",
        "http:///x",
        "http://u:p@h"
      })
  void refusesOtherAddresses(String url) {
    assertThatThrownBy(() -> RegistryConfig.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("u:p");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 60_001})
  void refusesTimeoutsOutOfRange(long millis) {
    Duration timeout = Duration.ofMillis(millis);

    assertThatThrownBy(() -> new RegistryConfig(URL, timeout, SECOND))
        .hasMessageContaining("registry.connectTimeout");
    assertThatThrownBy(() -> new RegistryConfig(URL, SECOND, timeout))
        .hasMessageContaining("registry.readTimeout");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60_000})
  void takesTimeoutsAtTheEdges(long millis) {
    Duration timeout = Duration.ofMillis(millis);

    assertThat(new RegistryConfig(URL, timeout, timeout).readTimeout()).isEqualTo(timeout);
  }
}
