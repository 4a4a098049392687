package io.sallyport.action.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
import io.sallyport.action.shape.Format;
import io.sallyport.action.source.SchemaRule;
import io.sallyport.contract.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference page says what the code does, and its examples are run. */
class ReferencePageTest {
  private static final Path PAGE = Path.of("../../docs/reference/action-schema.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("^\\| `([a-z-]+)` \\| .* \\| `([{\\[].*[}\\]])` \\|$", Pattern.MULTILINE);
  private static final Pattern SCHEMA = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @EnumSource
  void listsEveryRule(SchemaRule rule) throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("\n| `" + rule.text() + "` | " + rule.meaning() + " |");
  }

  @ParameterizedTest
  @EnumSource
  void listsEveryFormat(Format format) throws IOException {
    assertThat(Files.readString(PAGE)).contains("\n| `" + format.text() + "` | ");
  }

  @Test
  void listsEveryCodeOfAConstraint() throws IOException {
    List<String> rows =
        Arrays.stream(Code.values())
            .map(Code::text)
            .filter(code -> code.startsWith("constraint-") && !code.equals("constraint-violated"))
            .map(code -> "\n| `" + code + "` | ")
            .toList();

    assertThat(Files.readString(PAGE)).contains(rows);
  }

  @Test
  void showsASchemaThatIsTaken() throws IOException {
    MatchResult schema = SCHEMA.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow();

    assertThat(ActionType.parse(schema.group(1))).isInstanceOf(ActionType.Parsed.class);
  }

  static Stream<MatchResult> examples() throws IOException {
    List<String> rules = Arrays.stream(SchemaRule.values()).map(SchemaRule::text).toList();
    List<MatchResult> examples =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .filter(row -> rules.contains(row.group(1)))
            .toList();
    assertThat(examples).hasSizeGreaterThan(20);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsExamplesThatAreRefusedForThatReason(MatchResult example) {
    Reading reading = SchemaReader.read(Types.withExample(example.group(2)));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(problem -> problem.rule().text())
                    .contains(example.group(1)));
  }
}
