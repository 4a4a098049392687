package io.sallyport.action.shape;

import io.sallyport.action.pattern.ValuePattern;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The values that one constrained Avro type admits; bounded in depth and size, so that a walk over
 * it ends. Immutable.
 */
public sealed interface Shape {
  /** The most bytes that an admitted value takes in Avro's binary encoding, at most 2^40. */
  long maxBytes();

  /** A {@code boolean}. */
  record Flag() implements Shape {
    @Override
    public long maxBytes() {
      return 1;
    }
  }

  /**
   * An {@code int} or {@code long}.
   *
   * @param wide whether it is a {@code long}
   * @param multipleOf what it is a multiple of; 1 if nothing was said
   */
  record Whole(boolean wide, long min, long max, long multipleOf) implements Shape {
    @Override
    public long maxBytes() {
      return wide ? Size.LONG : Size.PREFIX;
    }
  }

  /**
   * A {@code float} or {@code double}; bounds are finite, NaN is never admitted.
   *
   * @param wide whether it is a {@code double}
   */
  record Real(boolean wide, double min, double max) implements Shape {
    @Override
    public long maxBytes() {
      return wide ? Double.BYTES : Float.BYTES;
    }
  }

  /**
   * A {@code decimal} on {@code bytes}, in the one form of {@link DecimalForm}.
   *
   * @param precision how many digits it has at most
   * @param scale how many of them are behind the point
   * @param multipleOf what it is a multiple of; one unit of the scale if nothing was said
   */
  record Decimal(int precision, int scale, BigDecimal min, BigDecimal max, BigDecimal multipleOf)
      implements Shape {
    /** The most bytes of a value, without their count. */
    public int maxSize() {
      return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }

    @Override
    public long maxBytes() {
      return Size.PREFIX + maxSize();
    }
  }

  /** A {@code date} on {@code int}: days since 1970-01-01. */
  record Day(LocalDate min, LocalDate max) implements Shape {
    @Override
    public long maxBytes() {
      return Size.PREFIX;
    }
  }

  /**
   * A {@code timestamp-millis} or {@code timestamp-micros} on {@code long}: since
   * 1970-01-01T00:00:00Z.
   *
   * @param micros whether it counts microseconds
   */
  record Moment(boolean micros, Instant min, Instant max) implements Shape {
    /** The instant that a count stands for. */
    public Instant instant(long count) {
      return Instant.EPOCH.plus(count, unit());
    }

    /** The count of an instant; empty if the instant is finer than the unit. */
    public Optional<Long> count(Instant instant) {
      return Optional.of(unit().between(Instant.EPOCH, instant))
          .filter(count -> instant(count).equals(instant));
    }

    @Override
    public long maxBytes() {
      return Size.LONG;
    }

    private ChronoUnit unit() {
      return micros ? ChronoUnit.MICROS : ChronoUnit.MILLIS;
    }
  }

  /**
   * A {@code string}; lengths are counted in Unicode code points.
   *
   * @param pattern matched against the whole value
   */
  record Text(int minLength, int maxLength, Optional<ValuePattern> pattern, Optional<Format> format)
      implements Shape {
    @Override
    public long maxBytes() {
      return Size.sum(Size.PREFIX, Size.product(maxLength, Size.CODE_POINT));
    }
  }

  /** An {@code enum}. */
  record Symbols(List<String> symbols) implements Shape {
    /** Copies the symbols. */
    public Symbols {
      symbols = List.copyOf(symbols);
    }

    @Override
    public long maxBytes() {
      return Size.PREFIX;
    }
  }

  /** An {@code array}. */
  record Items(Shape item, int maxItems) implements Shape {
    @Override
    public long maxBytes() {
      return Size.sum(2 * Size.PREFIX, Size.product(maxItems, item.maxBytes()));
    }
  }

  /** A {@code map}. */
  record Entries(Text key, Shape value, int maxItems) implements Shape {
    @Override
    public long maxBytes() {
      long entry = Size.sum(key.maxBytes(), value.maxBytes());
      return Size.sum(2 * Size.PREFIX, Size.product(maxItems, entry));
    }
  }

  /** A union of {@code null} and one other type. */
  record Maybe(Shape present) implements Shape {
    @Override
    public long maxBytes() {
      return Size.sum(1, present.maxBytes());
    }
  }

  /** A {@code record}. */
  record Fields(List<Field> fields) implements Shape {
    /** Copies the fields. */
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public long maxBytes() {
      return fields.stream().mapToLong(field -> field.shape().maxBytes()).reduce(0, Size::sum);
    }
  }

  /** One field of a record. */
  record Field(String name, Shape shape) {}
}
