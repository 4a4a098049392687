package io.sallyport.action.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.Types;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.SchemaProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types within types, bounds that meet, and properties that a type does not have. */
class TypeReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'boolean', 'x': 1}",
        "{'type': 'int', 'min': 0, 'max': 1, 'x': 1}",
        "{'type': 'double', 'min': 0, 'max': 1, 'x': 1}",
        "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 1, 'scale': 0, 'min': '0',"
            + " 'max': '1', 'x': 1}",
        "{'type': 'long', 'logicalType': 'timestamp-millis', 'x': 1}",
        "{'type': 'string', 'maxLength': 1, 'format': 'uuid', 'x': 1}",
        "{'type': 'array', 'maxItems': 1, 'items': 'boolean', 'x': 1}",
        "{'type': 'map', 'maxItems': 1, 'values': 'boolean',"
            + " 'keys': {'maxLength': 1, 'format': 'slug'}, 'x': 1}",
        "{'type': 'enum', 'name': 'L', 'symbols': ['A'], 'x': 1}",
        "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a', 'type': 'boolean'}], 'x': 1}",
        "{'type': 'Level', 'x': 1}"
      })
  void refusesAPropertyThatTheTypeHasNot(String type) {
    String level =
        "{\"name\": \"a\", \"type\": {\"type\": \"enum\", \"name\": \"Level\","
            + " \"symbols\": [\"A\"]}}, ";
    String value = "{\"name\": \"value\", \"type\": " + type.replace('\'', '"') + "}";

    assertThat(problems(Types.withFields(level + value)))
        .containsExactly("property-unknown /fields/2/type/x");
  }

  @Test
  void tellsWhichPropertiesATypeHas() {
    assertThat(details("{\"type\": \"array\", \"maxItems\": 1, \"items\": \"boolean\", \"x\": 1}"))
        .containsExactly("remove it; known here: items, maxItems, type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'enum', 'name': 'L', 'symbols': 'A'}   | property-value /fields/1/type/symbols",
        "{'type': 'enum', 'name': 'L', 'symbols': []}    | too-many-symbols /fields/1/type/symbols",
        "{'type': 'enum', 'name': 'L'}                   | property-missing /fields/1/type",
        "{'type': 'record', 'name': 'R', 'fields': []}   | too-many-fields /fields/1/type/fields",
        "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a-b', 'type': 'boolean'}]} "
            + "| name-invalid /fields/1/type/fields/0/name",
        "{'type': 'map', 'maxItems': 1, 'values': 'boolean', "
            + "'keys': {'type': 'string', 'maxLength': 1, 'format': 'slug'}} "
            + "| property-unknown /fields/1/type/keys/type",
      })
  void refusesWithOneProblem(String type, String problem) {
    assertThat(problems(Types.withField(type.replace('\'', '"')))).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false"})
  void boundsNamesOfTypesAndFields(int length, boolean taken) {
    String name = "n".repeat(length);
    String type =
        ("{\"type\": \"record\", \"name\": \"%1$s\","
                + " \"fields\": [{\"name\": \"%1$s\", \"type\": \"boolean\"}]}")
            .formatted(name);

    assertThat(problems(Types.withField(type)))
        .isEqualTo(
            taken
                ? List.of()
                : List.of(
                    "name-invalid /fields/1/type/name",
                    "name-invalid /fields/1/type/fields/0/name"));
    assertThat(problems(Types.withField("\"boolean\"").replace("com.example", name)))
        .isEqualTo(taken ? List.of() : List.of("name-invalid /namespace"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"null\", \"boolean\"]", "[\"boolean\", \"null\"]"})
  void takesNullInEitherPlaceOfAUnion(String type) {
    assertThat(shape(type)).isEqualTo(new Shape.Maybe(new Shape.Flag()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['null', 'string'] | string-unbounded /fields/1/type/1",
        "['string', 'null'] | string-unbounded /fields/1/type/0",
        "['null', 'null']   | union-not-optional /fields/1/type",
        "[['boolean'], 'null'] | union-not-optional /fields/1/type",
        "['null', 1]        | type-unsupported /fields/1/type/1"
      })
  void pointsToTheBranchOfAUnion(String type, String problem) {
    assertThat(problems(Types.withField(type.replace('\'', '"')))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({"3, true", "4, false"})
  void countsTheTypesThatMapsAndUnionsNest(int pairs, boolean taken) {
    String map =
        "[\"null\", {\"type\": \"map\", \"maxItems\": 1,"
            + " \"keys\": {\"maxLength\": 1, \"pattern\": \"a\"}, \"values\": ";
    String type = map.repeat(pairs) + "\"boolean\"" + "}]".repeat(pairs);

    List<String> problems = problems(Types.withField(type));

    assertThat(problems.stream().anyMatch(each -> each.startsWith("too-deep"))).isNotEqualTo(taken);
    assertThat(problems.isEmpty()).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'int', 'min': 5, 'max': 5}",
        "{'type': 'long', 'min': -9007199254740991, 'max': 9007199254740991}",
        "{'type': 'int', 'min': -2147483648, 'max': 2147483647, 'multipleOf': 2147483647}",
        "{'type': 'double', 'min': 0.5, 'max': 0.5}",
        "{'type': 'double', 'min': -1.7976931348623157e308, 'max': 1.7976931348623157e308}",
        "{'type': 'float', 'min': -3.4028234663852886e38, 'max': 3.4028234663852886e38}",
        "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 3, 'scale': 2,"
            + " 'min': '1.50', 'max': '1.5', 'multipleOf': '0.01'}",
        "{'type': 'int', 'logicalType': 'date', 'min': '2026-02-01', 'max': '2026-02-01'}",
        "{'type': 'string', 'minLength': 2, 'maxLength': 2, 'pattern': '..'}",
        "{'type': 'string', 'maxLength': 65536, 'pattern': '.*'}",
        "{'type': 'array', 'maxItems': 10000, 'items': 'boolean'}"
      })
  void takesBoundsAtTheirEdge(String type) {
    assertThat(problems(Types.withField(type.replace('\'', '"')))).isEmpty();
  }

  @Test
  void showsAnExampleOfTheKindThatIsWrong() {
    String day = "{\"type\": \"int\", \"logicalType\": \"date\", \"min\": 0}";
    String decimal =
        "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 5, \"scale\": 2,"
            + " \"min\": 0, \"max\": \"1\"}";

    assertThat(details(day))
        .containsExactly(
            "must be a string within the type,"
                + " such as \"2026-02-28\" or \"2026-02-28T00:00:00Z\"");
    assertThat(details(decimal))
        .containsExactly("must be a string within the type, such as \"12.50\"");
  }

  private static Shape shape(String type) {
    return Types.parsed(Types.withField(type)).shape().fields().getLast().shape();
  }

  private static List<String> details(String type) {
    return found(Types.withField(type)).stream().map(SchemaProblem::detail).toList();
  }

  private static List<String> problems(String schema) {
    return found(schema).stream()
        .map(problem -> problem.rule().text() + " " + problem.pointer())
        .toList();
  }

  private static List<SchemaProblem> found(String schema) {
    return switch (SchemaReader.read(schema)) {
      case Reading.Read read -> List.of();
      case Reading.Refused(List<SchemaProblem> problems) -> problems;
    };
  }
}
