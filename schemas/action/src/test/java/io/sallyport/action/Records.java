package io.sallyport.action;

import io.sallyport.action.shape.DecimalForm;
import io.sallyport.action.shape.Format;
import io.sallyport.action.shape.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Random records that their type admits; knows the patterns of {@link Types} only. */
public final class Records {
  private final Random random;

  private Records(Random random) {
    this.random = random;
  }

  /** A record of {@code type}, every value admitted. */
  public static GenericRecord admitted(ActionType type, Random random) {
    return new Records(random).record(type.shape(), type.schema());
  }

  private GenericRecord record(Shape.Fields shape, Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < shape.fields().size(); i++) {
      record.put(i, value(shape.fields().get(i).shape(), schema.getFields().get(i).schema()));
    }
    return record;
  }

  private @Nullable Object value(Shape shape, Schema schema) {
    return switch (shape) {
      case Shape.Flag _ -> random.nextBoolean();
      case Shape.Whole whole -> whole(whole);
      case Shape.Decimal decimal -> decimal(decimal);
      case Shape.Day(LocalDate min, LocalDate max) ->
          (int) random.nextLong(min.toEpochDay(), max.toEpochDay() + 1);
      case Shape.Moment moment -> moment(moment);
      case Shape.Real(boolean wide, double min, double max) -> real(wide, min, max);
      case Shape.Text text -> text(text);
      case Shape.Symbols(List<String> symbols) ->
          new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
      case Shape.Items(Shape item, int max) -> items(item, max, schema);
      case Shape.Entries(Shape.Text key, Shape value, int max) ->
          entries(key, value, random.nextInt(max + 1), schema);
      case Shape.Maybe(Shape present) ->
          random.nextBoolean() ? null : value(present, schema.getTypes().get(1));
      case Shape.Fields fields -> record(fields, schema);
    };
  }

  private Object whole(Shape.Whole shape) {
    long step = shape.multipleOf();
    long least = Math.ceilDiv(shape.min(), step);
    long value = step * random.nextLong(least, Math.floorDiv(shape.max(), step) + 1);
    if (shape.wide()) {
      return value;
    }
    return (int) value;
  }

  private Object decimal(Shape.Decimal shape) {
    BigDecimal steps = shape.max().subtract(shape.min()).divideToIntegralValue(shape.multipleOf());
    BigInteger some = new BigInteger(steps.toBigInteger().bitLength(), random);
    BigDecimal step = new BigDecimal(some.mod(steps.toBigInteger().add(BigInteger.ONE)));
    BigDecimal value = shape.min().add(step.multiply(shape.multipleOf()));
    return DecimalForm.bytes(value, shape.scale());
  }

  private Object moment(Shape.Moment shape) {
    Shape.Moment whole = new Shape.Moment(false, shape.min(), shape.max());
    long millis = random.nextLong(whole.min().toEpochMilli(), whole.max().toEpochMilli() + 1);
    return shape.count(whole.instant(millis)).orElseThrow();
  }

  private Object real(boolean wide, double min, double max) {
    double value = min + (max - min) * random.nextDouble();
    if (wide) {
      return value;
    }
    return (float) value;
  }

  private String text(Shape.Text shape) {
    if (shape.format().filter(Format.UUID::equals).isPresent()) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if (shape.format().isPresent()) {
      return List.of("CH", "NO", "ZW").get(random.nextInt(3));
    }
    boolean letters = shape.pattern().orElseThrow().toString().contains("[a-z]");
    int length = random.nextInt(Math.max(1, shape.minLength()), shape.maxLength() + 1);
    int[] points = random.ints(length, 0, 26).map(i -> letters ? 'a' + i : any(shape, i)).toArray();
    return new String(points, 0, points.length);
  }

  private static int any(Shape.Text shape, int i) {
    boolean ascii = shape.pattern().orElseThrow().toString().startsWith("[ ");
    return ascii ? ' ' + i : 0x1F600 + i;
  }

  private List<Object> items(Shape item, int max, Schema schema) {
    List<Object> items = new GenericData.Array<>(max, schema);
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      items.add(value(item, schema.getElementType()));
    }
    return new ArrayList<>(items);
  }

  private Map<String, Object> entries(Shape.Text key, Shape value, int count, Schema schema) {
    Map<String, Object> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Object entry = value(value, schema.getValueType());
      if (entry != null) {
        entries.put(text(key), entry);
      }
    }
    return entries;
  }
}
