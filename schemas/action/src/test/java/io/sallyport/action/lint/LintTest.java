package io.sallyport.action.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
import io.sallyport.action.shape.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each warning by its example in the reference page, which is so run. */
class LintTest {
  private static final Path PAGE = Path.of("../../docs/reference/action-schema.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| (.*) \\| `(\\{.*})` \\|$", Pattern.MULTILINE);

  static Stream<MatchResult> rows() throws IOException {
    String page = Files.readString(PAGE);
    return ROW.matcher(page.substring(page.indexOf("\n## What a schema seldom"))).results();
  }

  @ParameterizedTest
  @EnumSource
  void pageListsEveryWarning(WarningRule rule) throws IOException {
    assertThat(rows())
        .extracting(row -> row.group(1) + " " + row.group(2))
        .containsOnlyOnce(rule.text() + " " + rule.meaning());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void pageShowsExamplesOfThatWarning(MatchResult row) {
    assertThat(rules(Types.withExample(row.group(3)))).contains(row.group(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z]+",
        "[a-z0-9][a-z0-9-]*/[a-z0-9._-]+",
        "(?:[a-z]|[0-9]-)+",
        "[!-,.-~][ -~]*",
        "a{1,3}-?",
        "[\\\\w.]+",
        "\\\\Qa\\\\E-",
        "(?i)abc",
        "(?P<year>[0-9]{4})-[0-9]{2}",
        "[[:alpha:]]-",
        "a{-",
        "^a-$",
        "\\\\x{41}-",
        "[]a]+",
        "[^]\\\\x00-\\\\x2d\\\\x7f-\\\\x{10ffff}]+",
        "[ab]+[c:]",
        "\\\\p{Lu}-",
        "\\\\pN-",
        "\\\\w\\\\.-",
        "a{2}-"
      })
  void findsNothingInPlainPatterns(String pattern) {
    assertThat(rules(text(pattern))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "a?-",
        "(a|-)b",
        "(?:)*-",
        "a*(b{0,2}-)",
        "^-",
        "\\\\x2d",
        "\\\\Q-x\\\\E",
        "[!-~]a",
        "(?:-|a)b",
        "(?i)-",
        "(?P<sign>-)a",
        "\\\\--",
        "\\\\b-"
      })
  void findsLeadingDash(String pattern) {
    assertThat(rules(text(pattern))).containsExactly("admits-leading-dash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*",
        "a.",
        "(?s).+",
        "x(?:[\\\\s\\\\S])",
        "a[^\\\\n]{3}",
        "(?:a).",
        "\\\\Qa\\\\E.",
        "\\\\141"
      })
  void findsThatAnythingIsAdmitted(String pattern) {
    assertThat(rules(text(pattern))).contains("admits-control", "admits-unseen");
  }

  @Test
  void tellsSomeUnseenCharactersFromAnything() {
    assertThat(rules(text("[\\\\x00\\\\x{200b}]+")))
        .containsExactly("admits-control", "admits-unseen");
  }

  @ParameterizedTest
  @CsvSource({"4096, false", "4097, true"})
  void findsLongText(int length, boolean found) {
    String type = "{\"type\": \"string\", \"maxLength\": " + length + ", \"pattern\": \"[a-z]*\"}";

    assertThat(rules(Types.withField(type))).isEqualTo(found ? List.of("long-text") : List.of());
  }

  @Test
  void findsNothingInFormats() {
    for (Format format : Format.values()) {
      String type =
          "{\"type\": \"string\", \"maxLength\": 99, \"format\": \"" + format.text() + "\"}";

      assertThat(rules(Types.withField(type))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "apiToken", "secret", "db_password", "Passwd", "api_key"})
  void findsNamesOfSecrets(String name) {
    assertThat(Lint.warnings(Types.parsed(named(name))))
        .containsExactly(new Warning("/fields/" + name, WarningRule.NAMED_LIKE_SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens_used_by", "keyboard", "secretary", "commit"})
  void leavesOtherNamesAlone(String name) {
    assertThat(Lint.warnings(Types.parsed(named(name)))).isEmpty();
  }

  @Test
  void leavesFieldsThatHoldNoTextAlone() {
    String token = "{\"name\": \"token\", \"type\": [\"null\", \"boolean\"]}";

    assertThat(Lint.warnings(Types.parsed(Types.withFields(token)))).isEmpty();
  }

  @Test
  void tellsTheKeysAndTheValuesOfMapsApart() {
    String text = "\"maxLength\": 9, \"pattern\": \"-\"}";
    String map =
        ("{\"type\": \"map\", \"maxItems\": 1, \"keys\": {%1$s,"
                + " \"values\": {\"type\": \"string\", %1$s}")
            .formatted(text);

    assertThat(Lint.warnings(Types.parsed(Types.withField(map))))
        .extracting(Warning::pointer)
        .containsExactly("/fields/value/keys", "/fields/value/values");
  }

  @Test
  void tellsThePlacesOfNestedText() {
    ActionType type = Types.wide();

    assertThat(Lint.warnings(type))
        .extracting(Warning::pointer)
        .contains("/fields/names/items", "/fields/comment")
        .doesNotContain("/fields/labels/keys");
  }

  private static List<String> rules(String schema) {
    return Lint.warnings(Types.parsed(schema)).stream()
        .map(warning -> warning.rule().text())
        .toList();
  }

  private static String text(String pattern) {
    return Types.withField(
        "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"" + pattern + "\"}");
  }

  private static String named(String name) {
    return Types.withFields(
        "{\"name\": \"%s\", \"type\": [\"null\", {\"type\": \"string\", \"maxLength\": 36, "
                .formatted(name)
            + "\"format\": \"uuid\"}]}");
  }
}
