package io.sallyport.executor.handler.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ASI02")
class RecordTemplateTest {
  @Test
  void isThePlainTextOfOneField() {
    assertThat(expand("{a}", Map.of("a", "a/b {b} % \u00e4"))).contains("a/b {b} % \u00e4");
  }

  @ParameterizedTest
  @CsvSource({
    "x-{a}-{b}, 1-, 2, x-1--2",
    "x-{a}/{b}, 1/2, 3, x-1%2F2/3",
    "x-{a}/{b}, 1, 2/3, x-1/2%2F3",
    "x {a}, %2F, y, x %252F",
    "x {a}, \u00e4, y, x %C3%A4",
    "fixed, 1, 2, fixed",
  })
  void keepsValuesApartBetweenLiterals(String template, String a, String b, String text) {
    assertThat(expand(template, Map.of("a", a, "b", b))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u007f", "\u0085", "\ud800"})
  void refusesValueThatIsNoText(String value) {
    assertThat(expand("{a}", Map.of("a", value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4095, true", "4096, true", "4097, false"})
  void isSoLongAtMost(int length, boolean taken) {
    assertThat(expand("{a}", Map.of("a", "x".repeat(length))).isPresent()).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "}", "{a", "a}", "{}", "{1}", "{a}{b}", "a\tb", "\u00e4", "{a b}"})
  void refusesTemplate(String template) {
    assertThatThrownBy(() -> RecordTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("printable ASCII with {field} in it");
  }

  @ParameterizedTest
  @CsvSource({"4096, true", "4097, false"})
  void takesTemplatesOfSuchLength(int length, boolean taken) {
    if (taken) {
      assertThat(RecordTemplate.parse("x".repeat(length)).fields()).isEmpty();
    } else {
      assertThatThrownBy(() -> RecordTemplate.parse("x".repeat(length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void namesItsFields() {
    assertThat(RecordTemplate.parse("x-{a}-{b_2}").fields()).containsExactly("a", "b_2");
  }

  private static Optional<String> expand(String template, Map<String, String> values) {
    return RecordTemplate.parse(template).expand(name -> values.getOrDefault(name, "?"));
  }
}
