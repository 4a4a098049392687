package io.sallyport.executor.handler.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ASI02")
class ArgumentsTest {
  @Test
  void keepsLiteralsAndPutsValuesInTheirPlaces() {
    Arguments arguments =
        Arguments.parse(List.of("deploy", "-v", "--to={host}", "{host}", "a/{host}"));

    assertThat(arguments.expand(_ -> "web 1; $(id)"))
        .hasValue(List.of("deploy", "-v", "--to=web 1; $(id)", "web 1; $(id)", "a/web 1; $(id)"));
    assertThat(arguments.fields()).containsExactly("host", "host", "host");
  }

  @Test
  void needsNoArguments() {
    assertThat(Arguments.parse(List.of()).expand(_ -> "x")).hasValue(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "-rf", "--output=/x", "--"})
  void refusesValueThatWouldBeAnOption(String value) {
    assertThat(expand("{host}", value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--host={host}", "host:{host}"})
  void takesDashBehindLiteral(String template) {
    assertThat(expand(template, "-rf")).isPresent();
  }

  @Test
  void takesDashBehindEndOfOptions() {
    assertThat(Arguments.parse(List.of("--", "{host}")).expand(_ -> "-rf"))
        .hasValue(List.of("--", "-rf"));
    assertThat(Arguments.parse(List.of("{host}", "--")).expand(_ -> "-rf")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../etc",
        "a/../b",
        "a/..",
        "a\0b",
        "a\nb",
        "\u001b[2J",
        "\u0085",
        "\ud800"
      })
  void refusesValueThatFitsNowhere(String value) {
    assertThat(expand("--host={host}", value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "...", "..a", "/etc/passwd", "\u00fc", "\ud83d\ude00"})
  void takesOtherValues(String value) {
    assertThat(expand("--host={host}", value)).hasValue(List.of("--host=" + value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{host}x",
        "{a}{b}",
        "{",
        "}",
        "{}",
        "{1}",
        "x}",
        "{host",
        "a\nb",
        "a\0",
        "-o{host}",
        "--{host}",
        "-{host}",
        "--to {host}"
      })
  void refusesTemplateOfAnotherForm(String template) {
    assertThatThrownBy(() -> Arguments.parse(List.of(template)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesHundredArguments() {
    assertThat(Arguments.parse(Collections.nCopies(100, "x")).expand(_ -> "x"))
        .hasValueSatisfying(all -> assertThat(all).hasSize(100));
  }

  @Test
  void refusesMoreArguments() {
    assertThatThrownBy(() -> Arguments.parse(Collections.nCopies(101, "x")))
        .hasMessageContaining("100 arguments at most");
  }

  @Test
  void boundsAnArgumentsLength() {
    assertThat(expand("a{host}", "x".repeat(4095))).isPresent();
    assertThat(expand("a{host}", "x".repeat(4096))).isEmpty();
    assertThat(Arguments.parse(List.of("x".repeat(4096))).fields()).isEmpty();
    assertThatThrownBy(() -> Arguments.parse(List.of("x".repeat(4097))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<List<String>> expand(String template, String value) {
    return Arguments.parse(List.of(template)).expand(_ -> value);
  }
}
