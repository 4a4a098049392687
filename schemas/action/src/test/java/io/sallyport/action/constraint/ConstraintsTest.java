package io.sallyport.action.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Records;
import io.sallyport.action.Types;
import io.sallyport.action.shape.DecimalForm;
import io.sallyport.contract.Code;
import io.sallyport.testkit.Seeded;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every constraint at its edges, each violation at its place. */
@Tag("AARM-R3")
@Tag("ASI02")
class ConstraintsTest {
  private static final String TEXT =
      "{\"type\": \"string\", \"minLength\": 2, \"maxLength\": 4, "
          + "\"pattern\": \"[a-z\uD83D\uDE00]*\"}";
  private static final String SHA =
      "{\"type\": \"string\", \"maxLength\": 64, \"format\": \"git-sha\"}";
  private static final String INT = "{\"type\": \"int\", \"min\": -2, \"max\": 3}";
  private static final String LONG = "{\"type\": \"long\", \"min\": -2, \"max\": 3}";
  private static final String FLOAT = "{\"type\": \"float\", \"min\": 0, \"max\": 0.5}";
  private static final String DOUBLE = "{\"type\": \"double\", \"min\": 0, \"max\": 0.5}";
  private static final String ENUM = "{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [\"A\"]}";
  private static final String LIST =
      "{\"type\": \"array\", \"maxItems\": 2, \"items\": \"boolean\"}";
  private static final String MAP =
      """
      {"type": "map", "maxItems": 2, "keys": {"maxLength": 3, "pattern": "[a-z]+"},
       "values": {"type": "int", "min": 0, "max": 9}}
      """;
  private static final String MAYBE = "[\"null\", " + INT + "]";

  static Stream<Arguments> admitted() {
    return Stream.of(
        Arguments.of(TEXT, "ab"),
        Arguments.of(TEXT, "abcd"),
        Arguments.of(TEXT, "\uD83D\uDE00".repeat(4)),
        Arguments.of(SHA, "0123456789abcdef0123456789abcdef01234567"),
        Arguments.of(INT, -2),
        Arguments.of(INT, 3),
        Arguments.of(LONG, 3L),
        Arguments.of(FLOAT, 0.5f),
        Arguments.of(DOUBLE, 0.0),
        Arguments.of(DOUBLE, 0.5),
        Arguments.of(FLOAT, 0f),
        Arguments.of(ENUM, symbol("A")),
        Arguments.of(LIST, List.of(true, false)),
        Arguments.of(MAP, Map.of("abc", 1, "b", 9)),
        Arguments.of(MAYBE, null),
        Arguments.of(MAYBE, 3));
  }

  @ParameterizedTest
  @MethodSource
  void admitted(String type, @Nullable Object value) {
    assertThat(check(type, value)).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(TEXT, "a", Code.CONSTRAINT_LENGTH),
        Arguments.of(TEXT, "abcde", Code.CONSTRAINT_LENGTH),
        Arguments.of(TEXT, "\uD83D\uDE00".repeat(5), Code.CONSTRAINT_LENGTH),
        Arguments.of(TEXT, "aB", Code.CONSTRAINT_PATTERN),
        Arguments.of(TEXT, "ab\n", Code.CONSTRAINT_PATTERN),
        Arguments.of(TEXT, "a\uD83D", Code.CONSTRAINT_TYPE),
        Arguments.of(TEXT, "a\uD800", Code.CONSTRAINT_TYPE),
        Arguments.of(TEXT, "\uDFFFa", Code.CONSTRAINT_TYPE),
        Arguments.of(TEXT, new Utf8("ab"), Code.CONSTRAINT_TYPE),
        Arguments.of(TEXT, null, Code.CONSTRAINT_TYPE),
        Arguments.of(SHA, "0123", Code.CONSTRAINT_FORMAT),
        Arguments.of(INT, -3, Code.CONSTRAINT_RANGE),
        Arguments.of(INT, 4, Code.CONSTRAINT_RANGE),
        Arguments.of(INT, 3L, Code.CONSTRAINT_TYPE),
        Arguments.of(LONG, 4L, Code.CONSTRAINT_RANGE),
        Arguments.of(LONG, 3, Code.CONSTRAINT_TYPE),
        Arguments.of(FLOAT, Float.NaN, Code.CONSTRAINT_RANGE),
        Arguments.of(FLOAT, 0.6f, Code.CONSTRAINT_RANGE),
        Arguments.of(FLOAT, 0.5, Code.CONSTRAINT_TYPE),
        Arguments.of(DOUBLE, Double.NaN, Code.CONSTRAINT_RANGE),
        Arguments.of(DOUBLE, Double.POSITIVE_INFINITY, Code.CONSTRAINT_RANGE),
        Arguments.of(DOUBLE, 0.5f, Code.CONSTRAINT_TYPE),
        Arguments.of(ENUM, symbol("B"), Code.CONSTRAINT_ENUM),
        Arguments.of(ENUM, "A", Code.CONSTRAINT_TYPE),
        Arguments.of(LIST, List.of(true, true, true), Code.CONSTRAINT_ITEMS),
        Arguments.of(LIST, "true", Code.CONSTRAINT_TYPE),
        Arguments.of(MAP, Map.of("a", 1, "b", 2, "c", 3), Code.CONSTRAINT_ITEMS),
        Arguments.of(MAP, Map.of("abcd", 1), Code.CONSTRAINT_KEY),
        Arguments.of(MAP, Map.of("A", 1), Code.CONSTRAINT_KEY),
        Arguments.of(MAP, Map.of(new Utf8("a"), 1), Code.CONSTRAINT_KEY),
        Arguments.of(MAP, Map.of("a", 10), Code.CONSTRAINT_RANGE),
        Arguments.of(MAP, List.of(), Code.CONSTRAINT_TYPE),
        Arguments.of(MAYBE, 4, Code.CONSTRAINT_RANGE),
        Arguments.of("\"boolean\"", "true", Code.CONSTRAINT_TYPE));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String type, @Nullable Object value, Code code) {
    assertThat(check(type, value)).containsExactly(new Violation("/value", code));
  }

  @Test
  void tellsEveryViolationWithItsPlace() {
    ActionType type = Types.wide();
    GenericRecord record = Records.admitted(type, new Random(1));
    GenericRecord place =
        new GenericData.Record(type.schema().getField("places").schema().getElementType());
    place.put("country", "XX");
    record.put("key", "A");
    record.put("small", 6);
    record.put("names", List.of("ok", ""));
    record.put("places", List.of(place));

    List<Violation> violations = Constraints.check(type, record);

    assertThat(violations)
        .containsExactly(
            new Violation("/key", Code.CONSTRAINT_PATTERN),
            new Violation("/small", Code.CONSTRAINT_RANGE),
            new Violation("/names/1", Code.CONSTRAINT_LENGTH),
            new Violation("/places/0/country", Code.CONSTRAINT_FORMAT));
  }

  @Test
  void refusesARecordOfAnotherType() {
    ActionType type = Types.parsed(Types.withField("\"boolean\""));
    GenericRecord other = new GenericData.Record(Types.wide().schema());

    assertThat(Constraints.check(type, other))
        .containsExactly(new Violation("", Code.CONSTRAINT_TYPE));
  }

  @Test
  void neverThrowsWhateverTheFieldsHold() {
    ActionType type = Types.wide();
    @Nullable Object[] values = {
      null,
      "a",
      1,
      2L,
      0.5f,
      0.5,
      true,
      symbol("LOW"),
      new Utf8("x"),
      new byte[1],
      ByteBuffer.allocate(3),
      ByteBuffer.allocate(0),
      DecimalForm.bytes(BigDecimal.TEN, 2),
      List.of(1),
      Map.of("k", 1),
      Map.of(1, List.of())
    };
    Seeded.forAll(
        500,
        random -> {
          GenericRecord record = new GenericData.Record(type.schema());
          for (int i = 0; i < type.schema().getFields().size(); i++) {
            record.put(i, values[random.nextInt(values.length)]);
          }

          assertThat(Constraints.check(type, record)).isNotNull();
        });
  }

  private static List<Violation> check(String fieldType, @Nullable Object value) {
    ActionType type = Types.parsed(Types.withField(fieldType));
    GenericRecord record = new GenericData.Record(type.schema());
    record.put("key", "k");
    record.put("value", value);
    return Constraints.check(type, record);
  }

  private static GenericData.EnumSymbol symbol(String name) {
    return new GenericData.EnumSymbol(
        Types.wide().schema().getField("level").schema(), (Object) name);
  }
}
