package io.sallyport.action.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.Types;
import io.sallyport.action.shape.Format;
import io.sallyport.action.shape.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Multiples and logical types; the plain numbers are in {@link SchemaReaderTest}. */
class NumberReaderTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/language/refused-numbers.csv", delimiter = '|', quoteCharacter = '`')
  void refusesTypeAtItsPlace(String type, String code, String below) {
    Reading reading = SchemaReader.read(Types.withField(type.replace('\'', '"')));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(problem -> problem.rule().text() + " " + problem.pointer())
                    .contains(code + " /fields/1/type" + below));
  }

  @Test
  void readsDecimalAndItsUnitAsMultiple() {
    String type =
        """
        {"type": "bytes", "logicalType": "decimal", "precision": 3, "scale": 2, "min": "-9.99",
         "max": "9.99"}
        """;
    BigDecimal most = new BigDecimal("9.99");

    assertThat(shape(type))
        .isEqualTo(new Shape.Decimal(3, 2, most.negate(), most, new BigDecimal("0.01")));
    assertThat(shape(type).maxBytes()).isEqualTo(5 + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 17, 18, 19, 37, 38})
  void knowsTheSizeOfTheLargestDecimal(int precision) {
    BigDecimal most = BigDecimal.TEN.pow(precision).subtract(BigDecimal.ONE);
    Shape.Decimal shape = new Shape.Decimal(precision, 0, most.negate(), most, BigDecimal.ONE);

    assertThat(most.unscaledValue().toByteArray()).hasSizeLessThanOrEqualTo(shape.maxSize());
    assertThat(most.negate().unscaledValue().toByteArray())
        .hasSizeLessThanOrEqualTo(shape.maxSize());
  }

  @Test
  void readsMultiple() {
    assertThat(shape("{\"type\": \"int\", \"min\": 0, \"max\": 9, \"multipleOf\": 3}"))
        .isEqualTo(new Shape.Whole(false, 0, 9, 3));
  }

  @Test
  void boundsDatesAndTimestampsByTheCalendar() {
    assertThat(shape("{\"type\": \"int\", \"logicalType\": \"date\"}"))
        .isEqualTo(new Shape.Day(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31)));
    assertThat(shape("{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}"))
        .isEqualTo(
            new Shape.Moment(
                true,
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z")));
  }

  @Test
  void readsUuidAsItsFormat() {
    assertThat(shape("{\"type\": \"string\", \"logicalType\": \"uuid\"}"))
        .isEqualTo(new Shape.Text(36, 36, Optional.empty(), Optional.of(Format.UUID)));
  }

  private static Shape shape(String type) {
    return Types.parsed(Types.withField(type)).shape().fields().getLast().shape();
  }
}
