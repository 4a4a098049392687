package io.sallyport.action.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
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

/** Each change by its example in the reference page, which is so run. */
class EvolutionTest {
  private static final Path PAGE = Path.of("../../docs/reference/action-schema.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z-]+)` \\| (breaks|widens) \\| (.*) \\| `(\\{.*})` \\| `(\\{.*})` \\|$",
          Pattern.MULTILINE);

  static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results();
  }

  @ParameterizedTest
  @EnumSource
  void pageListsEveryChange(ChangeRule rule) throws IOException {
    assertThat(rows())
        .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .containsOnlyOnce(rule.text() + " " + rule.grade().text() + " " + rule.meaning());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void pageShowsExamplesOfThatChangeAlone(MatchResult row) {
    ActionType old = Types.parsed(Types.withExample(row.group(4)));
    ActionType next = Types.parsed(Types.withExample(row.group(5)));

    assertThat(Evolution.compare(old, next))
        .extracting(change -> change.rule().text())
        .containsExactly(row.group(1));
  }

  @Test
  void findsNoChangeInTheSameType() {
    assertThat(Evolution.compare(Types.wide(), Types.wide())).isEmpty();
    assertThat(
            Evolution.compare(
                Types.parsed(Types.DEPLOY), Types.parsed(Types.DEPLOY.replace("Deploys.", "New."))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"maxLength\": 8 | \"maxLength\": 7 | /fields/names/items | LENGTH_NARROWED",
        "\"minLength\": 1 | \"minLength\": 0 | /fields/names/items | LENGTH_WIDENED",
        "\"maxLength\": 6 | \"maxLength\": 5 | /fields/labels/keys | LENGTH_NARROWED",
        "\"LOW\", \"HIGH\" | \"HIGH\" | /fields/labels/values | SYMBOL_REMOVED",
        "iso-country | iso-currency | /fields/places/items/fields/country | FORMAT_CHANGED",
        "[\"null\", \"Level\"] | \"Level\" | /fields/places/items/fields/level "
            + "| OPTIONAL_WITHDRAWN",
        "\"maxLength\": 9 | \"maxLength\": 10 | /fields/comment | LENGTH_WIDENED",
        "timestamp-millis | timestamp-micros | /fields/start | KIND_CHANGED",
        "\"precision\": 20 | \"precision\": 21 | /fields/amount | RANGE_WIDENED",
        "0.0005 | 0.0001 | /fields/amount | MULTIPLE_WIDENED",
        "0.0005 | 0.0015 | /fields/amount | MULTIPLE_CHANGED",
        "-99999.5 | -99999.4 | /fields/amount | RANGE_NARROWED",
        "1969-12-31 | 1970-01-01 | /fields/day | RANGE_NARROWED",
        "1e300 | 1e301 | /fields/exact | RANGE_WIDENED",
        "-1e300 | -1e299 | /fields/exact | RANGE_NARROWED",
        "\"map\", \"maxItems\": 4 | \"map\", \"maxItems\": 5 | /fields/labels | ITEMS_WIDENED",
        "\"timestamp-millis\" | \"timestamp-millis\", \"min\": \"2000-01-01T00:00:00Z\""
            + " | /fields/start | RANGE_NARROWED"
      })
  void findsChangesAtTheirPlace(String from, String to, String pointer, ChangeRule rule) {
    ActionType next = Types.parsed(Types.wideSchema().replace(from, to));

    List<Change> changes = Evolution.compare(Types.wide(), next);

    assertThat(changes).contains(new Change(pointer, rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%s | [\"null\", %s] | OPTIONAL_ADDED",
        "[\"null\", %s] | %s | OPTIONAL_WITHDRAWN",
      })
  void looksIntoWhatBecomesOptionalOrNoLonger(String from, String to, ChangeRule rule) {
    String five = "{\"type\": \"int\", \"min\": 0, \"max\": 5}";
    ActionType old = Types.parsed(Types.withField(from.formatted(five)));
    ActionType next = Types.parsed(Types.withField(to.formatted(five.replace('5', '4'))));

    assertThat(Evolution.compare(old, next))
        .extracting(Change::rule)
        .containsExactly(rule, ChangeRule.RANGE_NARROWED);
  }

  @Test
  void tellsBothSidesOfARangeThatMoves() {
    ActionType old = Types.parsed(Types.withField("{\"type\": \"int\", \"min\": 0, \"max\": 5}"));
    ActionType next = Types.parsed(Types.withField("{\"type\": \"int\", \"min\": 1, \"max\": 6}"));

    assertThat(Evolution.compare(old, next))
        .extracting(Change::text)
        .containsExactly(
            "/fields/value: range-narrowed (breaks): min is higher, or max or precision lower.",
            "/fields/value: range-widened (widens): min is lower, or max or precision higher.");
  }
}
