package io.sallyport.validator.bind;

import com.google.protobuf.NullValue;
import io.sallyport.action.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The default values of fields, in Avro's generic form with {@link String} for text. */
final class Defaults {
  private Defaults() {}

  /** The default of a field that has one; {@code NullValue} stands for Avro's null. */
  static Object value(Shape shape, Schema.Field field) {
    if (!field.hasDefaultValue()) {
      throw new IllegalArgumentException("fields." + field.name() + " is not bound");
    }
    Conversion.Converted converted =
        Conversion.convert(shape, field.schema(), read(field.defaultVal()));
    if (!converted.misfits().isEmpty()) {
      throw new IllegalArgumentException("fields." + field.name() + ": its default does not fit");
    }
    return converted.value() == null ? NullValue.NULL_VALUE : converted.value();
  }

  /** Avro's own null again. */
  static @Nullable Object plain(@Nullable Object value) {
    return value instanceof NullValue ? null : value;
  }

  /** As an expression would give it. */
  private static Object read(Object value) {
    return switch (value) {
      case JsonProperties.Null nothing -> NullValue.NULL_VALUE;
      case Integer whole -> whole.longValue();
      case Float real -> real.doubleValue();
      case List<?> list -> list.stream().map(Defaults::read).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(key, read(member)));
        yield members;
      }
      default -> value;
    };
  }
}
