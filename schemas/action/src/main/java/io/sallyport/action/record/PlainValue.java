package io.sallyport.action.record;

import io.sallyport.action.shape.DecimalForm;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values of logical types as targets and people read them, in place of the numbers that Avro keeps.
 */
public final class PlainValue {
  private PlainValue() {}

  /**
   * A decimal as {@link BigDecimal} of its scale, a date as RFC 3339 full-date text, a timestamp as
   * RFC 3339 text in UTC; any other value, and null, as it is.
   *
   * @param schema the type of the value, or its union with null
   */
  public static @Nullable Object of(Schema schema, @Nullable Object value) {
    return switch (present(schema).getLogicalType()) {
      case LogicalTypes.Decimal type when value instanceof ByteBuffer bytes ->
          DecimalForm.value(bytes, type.getScale());
      case LogicalTypes.Date _ when value instanceof Integer days ->
          LocalDate.ofEpochDay(days).toString();
      case LogicalTypes.TimestampMillis _ when value instanceof Long count ->
          Instant.ofEpochMilli(count).toString();
      case LogicalTypes.TimestampMicros _ when value instanceof Long count ->
          Instant.EPOCH.plus(count, ChronoUnit.MICROS).toString();
      case null, default -> value;
    };
  }

  /** The field of a record as text; a decimal with every digit of its scale, without exponent. */
  public static String text(GenericRecord record, String field) {
    Object value = of(record.getSchema().getField(field).schema(), record.get(field));
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }

  /** The type itself, or the one beside null. */
  public static Schema present(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }
}
