package io.sallyport.action.constraint;

import io.sallyport.action.shape.DecimalForm;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constraints of one number, or of a date or time, which Avro writes as a number. */
final class Numbers {
  private static final List<Code> WRONG_TYPE = List.of(Code.CONSTRAINT_TYPE);

  private Numbers() {}

  static List<Code> whole(Shape.Whole shape, @Nullable Object value) {
    boolean typed = shape.wide() ? value instanceof Long : value instanceof Integer;
    if (!typed || !(value instanceof Number number)) {
      return WRONG_TYPE;
    }
    long whole = number.longValue();
    boolean inside = shape.min() <= whole && whole <= shape.max();
    return broken(inside, whole % shape.multipleOf() == 0);
  }

  /** Written so that NaN, which no comparison holds for, is refused. */
  static List<Code> real(Shape.Real shape, @Nullable Object value) {
    boolean typed = shape.wide() ? value instanceof Double : value instanceof Float;
    if (!typed || !(value instanceof Number number)) {
      return WRONG_TYPE;
    }
    double real = number.doubleValue();
    return broken(shape.min() <= real && real <= shape.max(), true);
  }

  /** The size is looked at first, so that nobody makes us divide large numbers. */
  static List<Code> decimal(Shape.Decimal shape, @Nullable Object value) {
    if (!(value instanceof ByteBuffer bytes)) {
      return WRONG_TYPE;
    }
    if (bytes.remaining() > shape.maxSize()) {
      return List.of(Code.CONSTRAINT_RANGE);
    }
    if (!DecimalForm.isShortest(bytes)) {
      return WRONG_TYPE;
    }
    BigDecimal decimal = DecimalForm.value(bytes, shape.scale());
    boolean inside = shape.min().compareTo(decimal) <= 0 && decimal.compareTo(shape.max()) <= 0;
    return broken(inside, decimal.remainder(shape.multipleOf()).signum() == 0);
  }

  static List<Code> day(Shape.Day shape, @Nullable Object value) {
    if (!(value instanceof Integer count)) {
      return WRONG_TYPE;
    }
    LocalDate day = LocalDate.ofEpochDay(count);
    return broken(!day.isBefore(shape.min()) && !day.isAfter(shape.max()), true);
  }

  static List<Code> moment(Shape.Moment shape, @Nullable Object value) {
    if (!(value instanceof Long count)) {
      return WRONG_TYPE;
    }
    Instant instant = shape.instant(count);
    return broken(!instant.isBefore(shape.min()) && !instant.isAfter(shape.max()), true);
  }

  private static List<Code> broken(boolean inside, boolean multiple) {
    List<Code> broken = new ArrayList<>();
    if (!inside) {
      broken.add(Code.CONSTRAINT_RANGE);
    }
    if (!multiple) {
      broken.add(Code.CONSTRAINT_MULTIPLE);
    }
    return List.copyOf(broken);
  }
}
