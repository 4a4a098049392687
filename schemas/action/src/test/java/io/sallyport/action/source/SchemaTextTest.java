package io.sallyport.action.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': nil}        | schema-not-json: see line 1, column 7",
        "{'a': 1, 'a': 2}  | schema-duplicate-key: see line 1, column 13",
        "{'a': '\\ud800'}   | schema-not-json: a string holds a lone surrogate",
        "[{}]              | schema-not-record: write one JSON object",
      })
  void tellsWhatIsWrongAndWhere(String text, String problem) {
    assertThat(problems(text.replace('\'', '"'))).containsExactly("(root): " + problem);
  }

  @Test
  void readsTheRootWithoutProblems() {
    List<SchemaProblem> problems = new ArrayList<>();

    assertThat(SchemaText.read("{\"a\": {\"b\": 1}}", problems))
        .hasValueSatisfying(root -> {
          assertThat(root.pointer()).isEmpty();
          assertThat(root.has("a")).isTrue();
        });
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void boundsTheNestingOfTheText(int depth, boolean taken) {
    String text = "{\"a\": " + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";

    assertThat(problems(text).isEmpty()).isEqualTo(taken);
  }

  private static List<String> problems(String text) {
    List<SchemaProblem> problems = new ArrayList<>();
    SchemaText.read(text, problems);
    return problems.stream().map(SchemaProblem::text).toList();
  }
}
