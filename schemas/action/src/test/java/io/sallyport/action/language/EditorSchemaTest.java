package io.sallyport.action.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.sallyport.action.Types;
import io.sallyport.action.source.SchemaRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON Schema for editors is the code's, takes what the language takes, and refuses what a JSON
 * Schema can. {@code mvn test -pl schemas/action -am -Dtest=EditorSchemaTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsallyport.regenerate=true} writes it anew.
 */
class EditorSchemaTest {
  private static final Path FILE = Path.of("../../docs/reference/action-schema.schema.json");

  private static final List<Path> HOMES =
      List.of(Path.of("../../samples"), Path.of("../../quickstart/src/main/bundles"));

  /** What no JSON Schema says: order, names elsewhere, Avro, cost, sums. */
  private static final Set<SchemaRule> BEYOND =
      EnumSet.of(
          SchemaRule.SCHEMA_NOT_JSON,
          SchemaRule.SCHEMA_DUPLICATE_KEY,
          SchemaRule.TOO_DEEP,
          SchemaRule.RECORD_TOO_LARGE,
          SchemaRule.TYPE_UNKNOWN,
          SchemaRule.TYPE_RECURSIVE,
          SchemaRule.LENGTH_RANGE,
          SchemaRule.PATTERN_INVALID,
          SchemaRule.PATTERN_REPETITION,
          SchemaRule.PATTERN_PROGRAM,
          SchemaRule.DECIMAL_DIGITS,
          SchemaRule.DECIMAL_RANGE,
          SchemaRule.TIME_RANGE,
          SchemaRule.ORDER_BY_UNSUITABLE,
          SchemaRule.SEQUENCE_UNSUITABLE);

  @Test
  void saysWhatTheCodeSays() throws IOException {
    String text = EditorSchema.text();
    if (Boolean.getBoolean("sallyport.regenerate")) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE).hasContent(text);
  }

  static Stream<String> schemas() {
    return Stream.of(Types.DEPLOY, Types.wideSchema(), Types.withField("\"boolean\""));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void takesWhatTheLanguageTakes(String schema) throws IOException {
    assertThat(messages(schema)).isEmpty();
  }

  static Stream<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path home : HOMES) {
      try (Stream<Path> found = Files.find(home, 6, (path, file) -> isSchema(path))) {
        files.addAll(found.toList());
      }
    }
    return files.stream();
  }

  private static boolean isSchema(Path path) {
    return path.toString().endsWith(".avsc");
  }

  @ParameterizedTest
  @MethodSource("files")
  void takesTheSchemasOfTheSamplesAndOfTheDemo(Path file) throws IOException {
    assertThat(messages(Files.readString(file))).isEmpty();
  }

  static Stream<MatchResult> refused() throws IOException {
    List<String> beyond = BEYOND.stream().map(SchemaRule::text).toList();
    return ReferencePageTest.examples().filter(row -> !beyond.contains(row.group(1)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheExamplesThatAJsonSchemaCanRefuse(MatchResult row) throws IOException {
    assertThat(messages(Types.withExample(row.group(2)))).isNotEmpty();
  }

  private static Set<ValidationMessage> messages(String schema) throws IOException {
    JsonSchema editors =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(FILE));
    return editors.validate(schema, InputFormat.JSON);
  }
}
