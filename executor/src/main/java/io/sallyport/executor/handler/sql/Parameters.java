package io.sallyport.executor.handler.sql;

import io.sallyport.action.record.PlainValue;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values of a record as bind parameters, each of the one SQL type that its Avro type stands for:
 * varchar, integer, bigint, boolean, numeric, date and timestamptz.
 */
final class Parameters {
  private Parameters() {}

  /** Binds {@code fields} of {@code record}, in their order. */
  static void bind(PreparedStatement statement, List<String> fields, GenericRecord record)
      throws SQLException {
    for (int i = 0; i < fields.size(); i++) {
      Schema schema = PlainValue.present(record.getSchema().getField(fields.get(i)).schema());
      Object value = PlainValue.of(schema, record.get(fields.get(i)));
      if (value == null) {
        statement.setNull(i + 1, type(schema));
      } else {
        statement.setObject(i + 1, plain(schema, value), type(schema));
      }
    }
  }

  private static int type(Schema schema) {
    return switch (schema.getLogicalType()) {
      case LogicalTypes.Decimal _ -> Types.NUMERIC;
      case LogicalTypes.Date _ -> Types.DATE;
      case LogicalTypes.TimestampMillis _ -> Types.TIMESTAMP_WITH_TIMEZONE;
      case LogicalTypes.TimestampMicros _ -> Types.TIMESTAMP_WITH_TIMEZONE;
      case null, default -> plainType(schema);
    };
  }

  private static int plainType(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> Types.VARCHAR;
      case INT -> Types.INTEGER;
      case LONG -> Types.BIGINT;
      case BOOLEAN -> Types.BOOLEAN;
      default -> throw new IllegalStateException("the bundle was checked to bind no such field");
    };
  }

  private static Object plain(Schema schema, Object value) {
    LogicalType logical = schema.getLogicalType();
    return switch (value) {
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case BigDecimal number -> number;
      case Object text when logical instanceof LogicalTypes.Date ->
          LocalDate.parse(text.toString());
      case Object text when isMoment(logical) ->
          Instant.parse(text.toString()).atOffset(ZoneOffset.UTC);
      case Object text -> text.toString();
    };
  }

  private static boolean isMoment(@Nullable LogicalType logical) {
    return logical instanceof LogicalTypes.TimestampMillis
        || logical instanceof LogicalTypes.TimestampMicros;
  }
}
