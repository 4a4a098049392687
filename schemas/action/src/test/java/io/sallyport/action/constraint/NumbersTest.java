package io.sallyport.action.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
import io.sallyport.action.shape.DecimalForm;
import io.sallyport.contract.Code;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Multiples and logical types at their edges. */
class NumbersTest {
  private static final String DOZENS =
      "{\"type\": \"long\", \"min\": -24, \"max\": 30, \"multipleOf\": 12}";
  private static final String AMOUNT =
      """
      {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2,
       "min": "-1", "max": "100.50", "multipleOf": "0.25"}
      """;
  private static final String DAY =
      """
      {"type": "int", "logicalType": "date", "min": "1970-01-01", "max": "1970-01-31"}
      """;
  private static final String MILLIS =
      """
      {"type": "long", "logicalType": "timestamp-millis", "min": "1970-01-01T00:00:00Z",
       "max": "1970-01-01T00:00:01+00:00"}
      """;
  private static final String MICROS =
      "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}";
  private static final String UUID = "{\"type\": \"string\", \"logicalType\": \"uuid\"}";

  static Stream<Arguments> admitted() {
    return Stream.of(
        Arguments.of(DOZENS, -24L),
        Arguments.of(DOZENS, 0L),
        Arguments.of(AMOUNT, units(-100)),
        Arguments.of(AMOUNT, units(25)),
        Arguments.of(AMOUNT, units(10_050)),
        Arguments.of(DAY, 0),
        Arguments.of(DAY, 30),
        Arguments.of(MILLIS, 0L),
        Arguments.of(MILLIS, 1000L),
        Arguments.of(MICROS, -62_135_596_800_000_000L),
        Arguments.of(MICROS, 253_402_300_799_999_999L),
        Arguments.of(UUID, "01890a5d-ac96-774b-bcce-b302099a8057"));
  }

  @ParameterizedTest
  @MethodSource
  void admitted(String type, Object value) {
    assertThat(check(type, value)).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(DOZENS, 13L, Code.CONSTRAINT_MULTIPLE),
        Arguments.of(DOZENS, 36L, Code.CONSTRAINT_RANGE),
        Arguments.of(AMOUNT, units(10), Code.CONSTRAINT_MULTIPLE),
        Arguments.of(AMOUNT, units(10_075), Code.CONSTRAINT_RANGE),
        Arguments.of(AMOUNT, units(-125), Code.CONSTRAINT_RANGE),
        Arguments.of(AMOUNT, units(Long.MAX_VALUE), Code.CONSTRAINT_RANGE),
        Arguments.of(AMOUNT, ByteBuffer.wrap(new byte[] {0, 25}), Code.CONSTRAINT_TYPE),
        Arguments.of(AMOUNT, ByteBuffer.allocate(0), Code.CONSTRAINT_TYPE),
        Arguments.of(AMOUNT, BigDecimal.ONE, Code.CONSTRAINT_TYPE),
        Arguments.of(DAY, -1, Code.CONSTRAINT_RANGE),
        Arguments.of(DAY, 31, Code.CONSTRAINT_RANGE),
        Arguments.of(DAY, Integer.MIN_VALUE, Code.CONSTRAINT_RANGE),
        Arguments.of(DAY, 1L, Code.CONSTRAINT_TYPE),
        Arguments.of(MILLIS, -1L, Code.CONSTRAINT_RANGE),
        Arguments.of(MILLIS, 1001L, Code.CONSTRAINT_RANGE),
        Arguments.of(MILLIS, 1, Code.CONSTRAINT_TYPE),
        Arguments.of(MICROS, 253_402_300_800_000_000L, Code.CONSTRAINT_RANGE),
        Arguments.of(MICROS, Long.MIN_VALUE, Code.CONSTRAINT_RANGE),
        Arguments.of(MILLIS, Long.MAX_VALUE, Code.CONSTRAINT_RANGE),
        Arguments.of(UUID, "01890A5D-AC96-774B-BCCE-B302099A8057", Code.CONSTRAINT_FORMAT));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String type, Object value, Code code) {
    assertThat(check(type, value)).contains(new Violation("/value", code));
  }

  private static List<Violation> check(String fieldType, Object value) {
    ActionType type = Types.parsed(Types.withField(fieldType));
    GenericRecord record = new GenericData.Record(type.schema());
    record.put("key", "k");
    record.put("value", value);
    return Constraints.check(type, record);
  }

  private static ByteBuffer units(long units) {
    return DecimalForm.bytes(BigDecimal.valueOf(units, 2), 2);
  }
}
