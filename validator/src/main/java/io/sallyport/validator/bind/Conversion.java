package io.sallyport.validator.bind;

import com.google.protobuf.NullValue;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value of an expression into Avro's generic form of a declared type. Nothing is coerced
 * that would lose or invent something: no text to number, no number to text, no rounding.
 */
final class Conversion {
  private final List<Misfit> misfits = new ArrayList<>();

  /**
   * A value that does not fit.
   *
   * @param path below the field, as the tail of a pointer
   */
  record Misfit(String path, Code code) {}

  /**
   * What came of it.
   *
   * @param value to be used only if there are no misfits; may be Avro's null
   */
  record Converted(@Nullable Object value, List<Misfit> misfits) {}

  static Converted convert(Shape shape, Schema schema, Object value) {
    Conversion conversion = new Conversion();
    Object converted = conversion.one(shape, schema, value, "");
    return new Converted(converted, List.copyOf(conversion.misfits));
  }

  private @Nullable Object one(Shape shape, Schema schema, Object value, String path) {
    return switch (shape) {
      case Shape.Flag flag -> value instanceof Boolean ? value : misfit(path);
      case Shape.Whole whole -> whole(whole, value, path);
      case Shape.Real real -> real(real, value, path);
      case Shape.Decimal decimal -> taken(LogicalValue.decimal(decimal, value), path);
      case Shape.Day day -> taken(LogicalValue.day(day, value), path);
      case Shape.Moment moment -> taken(LogicalValue.moment(moment, value), path);
      case Shape.Text text -> value instanceof String ? value : misfit(path);
      case Shape.Symbols symbols -> symbol(schema, value, path);
      case Shape.Items items -> items(items, schema, value, path);
      case Shape.Entries entries -> entries(entries, schema, value, path);
      case Shape.Maybe(Shape present) ->
          isNull(value) ? null : one(present, presentType(schema), value, path);
      case Shape.Fields fields -> fields(fields, schema, value, path);
    };
  }

  private @Nullable Object whole(Shape.Whole shape, Object value, String path) {
    if (!(value instanceof Long whole)) {
      return misfit(path);
    }
    if (shape.wide()) {
      return whole;
    }
    if (whole.intValue() != whole) {
      misfits.add(new Misfit(path, Code.CONSTRAINT_RANGE));
      return null;
    }
    return whole.intValue();
  }

  private @Nullable Object real(Shape.Real shape, Object value, String path) {
    Optional<Double> real =
        switch (value) {
          case Double number -> narrowed(shape, number);
          case Decimal(var number) -> nearest(shape, number);
          case Long whole -> nearest(shape, BigDecimal.valueOf(whole));
          default -> Optional.empty();
        };
    if (real.isEmpty()) {
      return misfit(path);
    }
    if (shape.wide()) {
      return real.get();
    }
    return real.get().floatValue();
  }

  private static Optional<Double> narrowed(Shape.Real shape, double number) {
    return shape.wide() || !Double.isFinite(number)
        ? Optional.of(number)
        : nearest(shape, BigDecimal.valueOf(number));
  }

  /**
   * The nearest number of the type, unless digits would be lost: it, or its shortest decimal form,
   * has to be the number. What is out of the type's range goes on, to be refused for that.
   */
  private static Optional<Double> nearest(Shape.Real shape, BigDecimal number) {
    double wide = number.doubleValue();
    double nearest = shape.wide() ? wide : number.floatValue();
    if (Double.isInfinite(nearest)) {
      return Optional.of(nearest);
    }
    String shortest = shape.wide() ? Double.toString(wide) : Float.toString(number.floatValue());
    return new BigDecimal(shortest).compareTo(number) == 0
            || new BigDecimal(nearest).compareTo(number) == 0
        ? Optional.of(nearest)
        : Optional.empty();
  }

  private @Nullable Object taken(LogicalValue taken, String path) {
    return switch (taken) {
      case LogicalValue.Taken(Object value) -> value;
      case LogicalValue.Refused(Code code) -> {
        misfits.add(new Misfit(path, code));
        yield null;
      }
    };
  }

  private @Nullable Object symbol(Schema schema, Object value, String path) {
    return value instanceof String text ? new GenericData.EnumSymbol(schema, text) : misfit(path);
  }

  private @Nullable Object items(Shape.Items shape, Schema schema, Object value, String path) {
    if (!(value instanceof List<?> list)) {
      return misfit(path);
    }
    if (list.size() > shape.maxItems()) {
      misfits.add(new Misfit(path, Code.CONSTRAINT_ITEMS));
      return null;
    }
    List<@Nullable Object> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(one(shape.item(), schema.getElementType(), item, path + "/" + items.size()));
    }
    return items;
  }

  private @Nullable Object entries(Shape.Entries shape, Schema schema, Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      return misfit(path);
    }
    if (map.size() > shape.maxItems()) {
      misfits.add(new Misfit(path, Code.CONSTRAINT_ITEMS));
      return null;
    }
    Map<String, @Nullable Object> entries = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        return misfit(path);
      }
      entries.put(key, one(shape.value(), schema.getValueType(), entry.getValue(), path));
    }
    return entries;
  }

  private @Nullable Object fields(Shape.Fields shape, Schema schema, Object value, String path) {
    if (!(value instanceof Map<?, ?> map) || !declares(schema, map)) {
      return misfit(path);
    }
    GenericData.Record record = new GenericData.Record(schema);
    for (Shape.Field field : shape.fields()) {
      Object member = map.get(field.name());
      String place = path + "/" + field.name();
      if (member == null) {
        misfits.add(new Misfit(place, Code.BIND_MISSING));
      } else {
        Schema type = schema.getField(field.name()).schema();
        record.put(field.name(), one(field.shape(), type, member, place));
      }
    }
    return record;
  }

  private static boolean declares(Schema schema, Map<?, ?> map) {
    return map.keySet().stream()
        .allMatch(key -> key instanceof String name && schema.getField(name) != null);
  }

  private static boolean isNull(Object value) {
    return value instanceof NullValue || value instanceof dev.cel.common.values.NullValue;
  }

  private static Schema presentType(Schema union) {
    for (Schema type : union.getTypes()) {
      if (type.getType() != Schema.Type.NULL) {
        return type;
      }
    }
    throw new IllegalStateException("an action's union has null and one other type");
  }

  private @Nullable Object misfit(String path) {
    misfits.add(new Misfit(path, Code.BIND_TYPE));
    return null;
  }
}
