package io.sallyport.validator.bind;

import io.sallyport.action.shape.DecimalForm;
import io.sallyport.action.shape.Rfc3339;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A value of an expression as Avro keeps it in a decimal, date or timestamp. What is finer than the
 * type is refused, never rounded; the range is asked first, so that what is kept fits its number.
 */
sealed interface LogicalValue {
  /** The value in Avro's generic form. */
  record Taken(Object value) implements LogicalValue {}

  /** The value does not fit. */
  record Refused(Code code) implements LogicalValue {}

  /** Of an integer or a decimal; text is none of them, {@code decimal(text)} makes one of it. */
  static LogicalValue decimal(Shape.Decimal shape, Object value) {
    Optional<BigDecimal> decimal =
        switch (value) {
          case Long whole -> Optional.of(BigDecimal.valueOf(whole));
          case Decimal(BigDecimal number) -> Optional.of(number);
          default -> Optional.empty();
        };
    if (decimal.isEmpty()) {
      return new Refused(Code.BIND_TYPE);
    }
    BigDecimal number = decimal.get();
    if (number.compareTo(shape.min()) < 0 || number.compareTo(shape.max()) > 0) {
      return new Refused(Code.CONSTRAINT_RANGE);
    }
    return number.stripTrailingZeros().scale() > shape.scale()
        ? new Refused(Code.CONSTRAINT_MULTIPLE)
        : new Taken(DecimalForm.bytes(number, shape.scale()));
  }

  /** Of RFC 3339 full-date text, or of a timestamp that is midnight in UTC. */
  static LogicalValue day(Shape.Day shape, Object value) {
    return switch (value) {
      case String text ->
          Rfc3339.date(text)
              .map(day -> within(shape, day))
              .orElse(new Refused(Code.CONSTRAINT_FORMAT));
      case Instant instant -> {
        LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
        yield day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(instant)
            ? within(shape, day)
            : new Refused(Code.CONSTRAINT_MULTIPLE);
      }
      default -> new Refused(Code.BIND_TYPE);
    };
  }

  /** Of RFC 3339 date-time text, or of a timestamp. */
  static LogicalValue moment(Shape.Moment shape, Object value) {
    return switch (value) {
      case String text ->
          Rfc3339.instant(text)
              .map(instant -> within(shape, instant))
              .orElse(new Refused(Code.CONSTRAINT_FORMAT));
      case Instant instant -> within(shape, instant);
      default -> new Refused(Code.BIND_TYPE);
    };
  }

  private static LogicalValue within(Shape.Day shape, LocalDate day) {
    return day.isBefore(shape.min()) || day.isAfter(shape.max())
        ? new Refused(Code.CONSTRAINT_RANGE)
        : new Taken(Math.toIntExact(day.toEpochDay()));
  }

  private static LogicalValue within(Shape.Moment shape, Instant instant) {
    if (instant.isBefore(shape.min()) || instant.isAfter(shape.max())) {
      return new Refused(Code.CONSTRAINT_RANGE);
    }
    return shape
        .count(instant)
        .<LogicalValue>map(Taken::new)
        .orElse(new Refused(Code.CONSTRAINT_MULTIPLE));
  }
}
