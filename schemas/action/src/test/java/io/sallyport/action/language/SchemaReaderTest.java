package io.sallyport.action.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.Types;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.action.source.SchemaRule;
import io.sallyport.testkit.Seeded;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule at its place; the examples of the reference page are in {@link ReferencePageTest}. */
class SchemaReaderTest {
  private static final String VALUE = "/fields/1/type";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'string'}                                        | string-unbounded     | ``",
        "'string'                                                  | string-unconstrained | ``",
        "{'type': 'string', 'maxLength': 65537, 'format': 'uuid'}  | length-range | /maxLength",
        "{'type': 'string', 'maxLength': 1.0, 'format': 'uuid'}    | length-range | /maxLength",
        "{'type': 'string', 'maxLength': -1, 'format': 'uuid'}     | length-range | /maxLength",
        "{'type': 'string', 'maxLength': 9, 'pattern': 7}          | property-value | /pattern",
        "{'type': 'string', 'maxLength': 9, 'pattern': '['}        | pattern-invalid | /pattern",
        "{'type': 'string', 'maxLength': 9, 'format': 'GIT_SHA'}   | format-unknown | /format",
        "{'type': 'string', 'maxLength': 9, 'format': 'uuid', 'avro.java.string': 'String'} "
            + "| property-unknown | /avro.java.string",
        "{'type': 'int', 'min': 0, 'max': 2147483648}              | number-range | /max",
        "{'type': 'int', 'min': 0.5, 'max': 1}                     | number-range | /min",
        "{'type': 'int', 'min': '0', 'max': 1}                     | number-range | /min",
        "{'type': 'int', 'min': 2, 'max': 1}                       | number-range | /min",
        "{'type': 'long', 'min': -9007199254740992, 'max': 1}      | number-range | /min",
        "{'type': 'long', 'min': 0, 'max': 1e999}                  | number-range | /max",
        "{'type': 'float', 'min': 0, 'max': 1e39}                  | number-range | /max",
        "{'type': 'double', 'min': 0, 'max': 1e309}                | number-range | /max",
        "{'type': 'double', 'min': 0, 'max': 'NaN'}                | number-range | /max",
        "{'type': 'fixed', 'name': 'F', 'size': 4}                 | type-unsupported | ``",
        "{'type': 'null'}                                          | type-unsupported | ``",
        "{'type': {'type': 'boolean'}}                             | property-value | /type",
        "true                                                      | type-unsupported | ``",
        "{'type': 'Sample'}                                        | type-recursive | ``",
        "'com.example.Sample'                                      | type-recursive | ``",
        "'org.example.Sample'                                      | type-unknown | ``",
        "['null']                                                  | union-not-optional | ``",
        "['null', 'null']                                          | union-not-optional | ``",
        "['boolean', 'Level']                                      | union-not-optional | ``",
        "['null', 'boolean', 'Level']                              | union-not-optional | ``",
        "['null', ['null', 'boolean']]                             | union-not-optional | ``",
        "['null', 'string']                                        | string-unbounded | /1",
        "{'type': 'array', 'maxItems': 1, 'items': 'string'}       | string-unbounded | /items",
        "{'type': 'array', 'maxItems': 10001, 'items': 'boolean'}  | items-range | /maxItems",
        "{'type': 'map', 'maxItems': 1, 'keys': {}, 'values': 'boolean'} "
            + "| string-unbounded | /keys",
        "{'type': 'enum', 'name': 'L', 'symbols': ['а']}           | name-invalid | /symbols",
        "{'type': 'enum', 'name': 'L', 'symbols': ['A'], 'default': 'A'} "
            + "| property-unknown | /default",
        "{'type': 'enum', 'name': 'Sample', 'symbols': ['A']}      | name-duplicate | /name",
        "{'type': 'enum', 'name': 'a.L', 'symbols': ['A']}         | name-invalid | /name",
        "{'type': 'enum', 'name': 'L', 'namespace': 'a', 'symbols': ['A']} "
            + "| property-unknown | /namespace",
        "{'type': 'record', 'name': 'R', 'fields': {}}             | property-value | /fields",
        "{'type': 'record', 'name': 'R', 'fields': [1]}            | property-value | /fields/0",
        "{'type': 'record', 'name': 'R', 'aliases': [], 'fields': [{'name': 'a', "
            + "'type': 'boolean'}]} | property-unknown | /aliases",
        "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a', 'type': 'boolean'}, "
            + "{'name': 'a', 'type': 'boolean'}]} | name-duplicate | /fields/1/name",
        "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a', 'type': 'boolean', "
            + "'order': 'ignore'}]} | property-unknown | /fields/0/order"
      })
  void refusesTypeAtItsPlace(String type, String code, String below) {
    List<SchemaProblem> problems = problems(Types.withField(type.replace('\'', '"')));

    assertThat(problems)
        .anySatisfy(problem -> {
          assertThat(problem.rule().text()).isEqualTo(code);
          assertThat(problem.pointer()).isEqualTo(VALUE + below);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'cell': 'samples' | 'cell': 'Samples' | property-value | /cell",
        "'1m' | '8d' | property-value | /maxTtl",
        "'1m' | '999ms' | property-value | /maxTtl",
        "'1m' | 'soon' | property-value | /maxTtl",
        "'1m' | '604801s' | property-value | /maxTtl",
        "true | 'true' | property-value | /idempotent",
        "'minAssurance': 'asserted', | `` | property-missing | ``",
        "'effect': 'read', | `` | property-missing | ``",
        "'read' | 'READ' | property-value | /effect",
        "'com.example' | 'com..x' | name-invalid | /namespace",
        "'type': 'record' | 'type': 'error' | schema-not-record | /type",
        "'orderBy': 'key' | 'orderBy': 'value' | order-by-unsuitable | /orderBy",
        "'Sample' | 'Sample', 'sequence': 'value' | sequence-unsuitable | /sequence",
        "'Sample' | 'Sample', 'sequence': 'nothing' | sequence-unsuitable | /sequence",
        "'Sample' | 'Sample', 'sequence': 7 | property-value | /sequence",
        "'Sample' | 'Sample', 'aliases': ['Other'] | property-unknown | /aliases",
        "'Sample' | 'Sample', 'approval': 2 | property-value | /approval",
        "'Sample' | 'Sample', 'approval': {'group': 'g'} | property-missing | /approval",
        "'Sample' | 'Sample', 'approval': {'group': 'g', 'threshold': 0} "
            + "| property-value | /approval/threshold",
        "'Sample' | 'Sample', 'approval': {'group': 'g', 'threshold': 9} "
            + "| property-value | /approval/threshold",
        "'Sample' | 'Sample', 'approval': {'group': 'G', 'threshold': 1} "
            + "| property-value | /approval/group",
        "'Sample' | 'Sample', 'approval': {'group': 'g', 'threshold': 1, 'x': 1} "
            + "| property-unknown | /approval/x"
      })
  void refusesRootAtItsPlace(String good, String bad, String code, String pointer) {
    String from = good.replace('\'', '"');
    String to = bad.replace('\'', '"');

    List<SchemaProblem> problems = problems(Types.withField("\"boolean\"").replace(from, to));

    assertThat(problems)
        .extracting(problem -> problem.rule().text() + " " + problem.pointer())
        .contains(code + " " + pointer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "\uFEFF{}", "{\"doc\": \"\\ud800\"}", "nil"})
  void refusesWhatIsNoJson(String text) {
    assertThat(problems(text))
        .extracting(SchemaProblem::rule)
        .containsAnyOf(SchemaRule.SCHEMA_NOT_JSON, SchemaRule.SCHEMA_NOT_RECORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "7d"})
  void takesTtlsAtTheirEdge(String ttl) {
    assertThat(SchemaReader.read(Types.DEPLOY.replace("15m", ttl)))
        .isInstanceOf(Reading.Read.class);
  }

  @Test
  void readsNoFurtherWhereThereIsNoRecord() {
    assertThat(problems("{\"type\": \"enum\"}"))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.SCHEMA_NOT_RECORD);
  }

  @Test
  void refusesTextBehindTheSchema() {
    assertThat(problems(Types.DEPLOY + "{}"))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.SCHEMA_NOT_JSON);
  }

  @Test
  void refusesLoneSurrogateInPattern() {
    String schema = Types.DEPLOY.replace("[a-z0-9-]+", "\\ud800");

    assertThat(problems(schema))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.SCHEMA_NOT_JSON);
  }

  @Test
  void takesSchemasUpToTheirLength() {
    String schema = Types.DEPLOY;
    String full = schema + " ".repeat(65_536 - schema.length());

    assertThat(SchemaReader.read(full)).isInstanceOf(Reading.Read.class);
    assertThat(problems(full + " "))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.SCHEMA_TOO_LARGE);
  }

  @Test
  void takesHundredFieldsAndNotOneMore() {
    assertThat(SchemaReader.read(Types.withFields(flags(99)))).isInstanceOf(Reading.Read.class);
    assertThat(problems(Types.withFields(flags(100))))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.TOO_MANY_FIELDS);
  }

  @Test
  void takesTwoHundredSymbolsAndNotOneMore() {
    assertThat(SchemaReader.read(Types.withField(symbols(200)))).isInstanceOf(Reading.Read.class);
    assertThat(problems(Types.withField(symbols(201))))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.TOO_MANY_SYMBOLS);
  }

  @Test
  void takesEightNestedTypesAndNotOneMore() {
    assertThat(SchemaReader.read(Types.withField(nested(6)))).isInstanceOf(Reading.Read.class);
    assertThat(problems(Types.withField(nested(7))))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.TOO_DEEP);
  }

  @Test
  void takesRecordsUpToAMebibyteAndNotAbove() {
    int rest = (1 << 20) - (5 + 10 * 4) - 2 * 5;
    int length = (rest / 4 - 5) / 4;
    int flags = rest - 4 * (5 + 4 * length);
    String texts = "{\"name\": \"value\", \"type\": " + fourTexts(length) + "}, ";

    assertThat(SchemaReader.read(Types.withFields(texts + flags(flags))))
        .isInstanceOf(Reading.Read.class);
    assertThat(problems(Types.withFields(texts + flags(flags + 1))))
        .extracting(SchemaProblem::rule)
        .containsExactly(SchemaRule.RECORD_TOO_LARGE);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    String schema =
        Types.withFields(
                "{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": \"int\"}")
            .replace("\"effect\": \"read\",", "");

    assertThat(problems(schema))
        .extracting(SchemaProblem::text)
        .containsExactly(
            "(root): property-missing: add effect",
            "/fields/1/type: string-unbounded: add maxLength, in code points",
            "/fields/1/type: string-unconstrained: add a pattern or a format, or use an enum",
            "/fields/2/type: number-unbounded: add min",
            "/fields/2/type: number-unbounded: add max");
  }

  @Test
  void takesNamedTypeAgain() {
    String fields =
        """
        {"name": "a", "type": {"type": "enum", "name": "Level", "symbols": ["LOW"]}},
        {"name": "b", "type": "Level"},
        {"name": "c", "type": ["null", "com.example.Level"], "default": null}
        """;

    assertThat(SchemaReader.read(Types.withFields(fields))).isInstanceOf(Reading.Read.class);
  }

  @Test
  void neverThrowsOnDamagedSchemas() {
    Seeded.forAll(
        2_000,
        random -> {
          StringBuilder damaged = new StringBuilder(Types.DEPLOY);
          for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + random.nextInt(12));
            damaged.replace(at, end, String.valueOf("{}[]\",:0a\\".charAt(random.nextInt(10))));
          }

          assertThat(SchemaReader.read(damaged.toString())).isNotNull();
        });
  }

  private static String fourTexts(int length) {
    return """
    {"type": "array", "maxItems": 4,
     "items": {"type": "string", "maxLength": %d, "pattern": ".*"}}
    """
        .formatted(length);
  }

  private static String flags(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"name\": \"f" + i + "\", \"type\": \"boolean\"}")
        .collect(Collectors.joining(","));
  }

  private static String symbols(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"S" + i + "\"")
        .collect(
            Collectors.joining(",", "{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [", "]}"));
  }

  /** {@code count} arrays around a boolean; with the record, that is two types more. */
  private static String nested(int count) {
    return "{\"type\": \"array\", \"maxItems\": 1, \"items\": ".repeat(count)
        + "\"boolean\""
        + "}".repeat(count);
  }

  private static List<SchemaProblem> problems(String schema) {
    return switch (SchemaReader.read(schema)) {
      case Reading.Read read -> throw new AssertionError("taken: " + read.schema());
      case Reading.Refused(List<SchemaProblem> problems) -> problems;
    };
  }
}
