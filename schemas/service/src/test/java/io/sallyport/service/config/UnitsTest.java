package io.sallyport.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and durations are whole numbers with a unit, and nothing else. */
class UnitsTest {

  @ParameterizedTest
  @CsvSource({"0B,0", "1B,1", "64KiB,65536", "1MiB,1048576", "2GiB,2147483648"})
  void readsAndWritesSizes(String text, long bytes) {
    assertThat(ByteCount.parse(text)).isEqualTo(new ByteCount(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "MiB",
        "1MB",
        "1 MiB",
        "-1B",
        "+1B",
        "1.5MiB",
        "9999999999999999B",
        "999999999999999GiB"
      })
  void refusesOtherSizes(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteCount.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "1s,1000", "90s,90000", "10m,600000", "75h,270000000"})
  void readsAndWritesDurations(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void readsDays() {
    assertThat(Durations.parse("7d")).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "m", "1y", "PT1S", "-1s", "1m30s", "999999999999999d"})
  void refusesOtherDurations(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
  }
}
