package io.sallyport.action.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
import io.sallyport.action.shape.DecimalForm;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What targets get to read in place of Avro's numbers. */
class PlainValueTest {
  private static final ActionType TYPE = Types.wide();

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("amount", DecimalForm.bytes(new BigDecimal("-12.5"), 4), "-12.5000"),
        Arguments.of("amount", DecimalForm.bytes(new BigDecimal("0.0005"), 4), "0.0005"),
        Arguments.of("rest", DecimalForm.bytes(BigDecimal.TEN.pow(30), 0), "1" + "0".repeat(30)),
        Arguments.of("day", 0, "1970-01-01"),
        Arguments.of("day", -1, "1969-12-31"),
        Arguments.of("start", 1L, "1970-01-01T00:00:00.001Z"),
        Arguments.of("end", -1L, "1969-12-31T23:59:59.999999Z"),
        Arguments.of("end", null, "null"),
        Arguments.of("dozens", 12, "12"),
        Arguments.of("flag", true, "true"),
        Arguments.of("key", "k", "k"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsAsText(String field, @Nullable Object value, String text) {
    GenericRecord record = new GenericData.Record(TYPE.schema());
    record.put(field, value);

    assertThat(PlainValue.text(record, field)).isEqualTo(text);
  }

  @Test
  void keepsDecimalsAsNumbersOfTheirScale() {
    Object value =
        PlainValue.of(
            TYPE.schema().getField("amount").schema(), DecimalForm.bytes(BigDecimal.ONE, 4));

    assertThat(value).isEqualTo(new BigDecimal("1.0000"));
  }
}
