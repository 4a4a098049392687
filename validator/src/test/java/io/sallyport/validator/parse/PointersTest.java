package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abc          | /abc",
        "a/b~c        | /a~1b~0c",
        "!~           | /!~0",
        "`a b`        | /a?b",
        "`\u001f\u007f` | /??",
        "é\u202e      | /??",
      })
  void showsVisibleAsciiOnly(String name, String pointer) {
    assertThat(Pointers.of(name)).isEqualTo(pointer);
  }

  @Test
  void cutsPointersAboveTheirLength() {
    assertThat(Pointers.of("n".repeat(255))).isEqualTo("/" + "n".repeat(255));
    assertThat(Pointers.of("n".repeat(256))).isEqualTo("/" + "n".repeat(252) + "...");
  }
}
