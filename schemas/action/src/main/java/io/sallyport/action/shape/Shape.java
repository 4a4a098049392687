package io.sallyport.action.shape;

import com.google.re2j.Pattern;
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
   */
  record Whole(boolean wide, long min, long max) implements Shape {
    @Override
    public long maxBytes() {
      return wide ? 10 : Size.PREFIX;
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
   * A {@code string}; lengths are counted in Unicode code points.
   *
   * @param pattern matched against the whole value
   */
  record Text(int minLength, int maxLength, Optional<Pattern> pattern, Optional<Format> format)
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
