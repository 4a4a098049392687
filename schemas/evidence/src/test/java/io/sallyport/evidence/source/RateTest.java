package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @Test
  void readsRates() {
    assertThat(Rate.parse("50/s")).isEqualTo(new Rate(50, Duration.ofSeconds(1)));
    assertThat(Rate.parse("1/m")).isEqualTo(new Rate(1, Duration.ofMinutes(1)));
    assertThat(Rate.parse("1000000/h")).isEqualTo(new Rate(1_000_000, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "50",
        "/s",
        "0/s",
        "-1/s",
        "1.5/s",
        "1000001/s",
        "99999999/s",
        "5/d",
        "5 /s"
      })
  void refusesOtherRates(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rate.parse(text))
        .withMessage("must be a rate such as 50/s, 600/m or 1000/h, at least 1");
  }
}
