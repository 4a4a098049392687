package io.sallyport.executor.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.shape.DecimalForm;
import io.sallyport.executor.postgres.Database;
import io.sallyport.executor.postgres.Session;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.executor.postgres.Terms;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each kind of field, as the server takes it. */
@Tag("ASI02")
class ParametersIT {
  private static final Schema MOOD = SchemaBuilder.enumeration("Mood").symbols("good", "bad");

  @Test
  void bindsString() throws SQLException {
    assertThat(bound(Schema.create(Schema.Type.STRING), new Utf8("caf\u00e9 '")))
        .isEqualTo("character varying: caf\u00e9 '");
  }

  @Test
  void bindsEnum() throws SQLException {
    assertThat(bound(MOOD, new GenericData.EnumSymbol(MOOD, "bad")))
        .isEqualTo("character varying: bad");
  }

  @Test
  void bindsNumbersAtTheirLimits() throws SQLException {
    assertThat(bound(Schema.create(Schema.Type.INT), Integer.MIN_VALUE))
        .isEqualTo("integer: -2147483648");
    assertThat(bound(Schema.create(Schema.Type.LONG), Long.MIN_VALUE))
        .isEqualTo("bigint: -9223372036854775808");
  }

  @Test
  void bindsBoolean() throws SQLException {
    assertThat(bound(Schema.create(Schema.Type.BOOLEAN), true)).isEqualTo("boolean: true");
  }

  @Test
  void bindsDecimalWithItsScale() throws SQLException {
    Schema schema = LogicalTypes.decimal(12, 4).addToSchema(Schema.create(Schema.Type.BYTES));

    assertThat(bound(schema, DecimalForm.bytes(new BigDecimal("-12345.6700"), 4)))
        .isEqualTo("numeric: -12345.6700");
  }

  @Test
  void bindsDate() throws SQLException {
    Schema schema = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    int days = Math.toIntExact(LocalDate.parse("2026-02-28").toEpochDay());

    assertThat(bound(schema, days)).isEqualTo("date: 2026-02-28");
  }

  @Test
  void bindsMoments() throws SQLException {
    Schema millis = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    Schema micros = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    long second = Instant.parse("2026-02-28T23:59:59Z").getEpochSecond();

    assertThat(bound(millis, second * 1000 + 123))
        .isEqualTo("timestamp with time zone: 2026-02-28 23:59:59.123+00");
    assertThat(bound(micros, second * 1_000_000 + 123_456))
        .isEqualTo("timestamp with time zone: 2026-02-28 23:59:59.123456+00");
  }

  @Test
  void bindsNullOfItsType() throws SQLException {
    assertThat(bound(SchemaBuilder.unionOf().nullType().and().intType().endUnion(), null))
        .isEqualTo("integer: null");
  }

  private static String bound(Schema schema, @Nullable Object value) throws SQLException {
    Schema type =
        SchemaBuilder.record("One").fields().name("value").type(schema).noDefault().endRecord();
    GenericRecord record = new GenericData.Record(type);
    record.put("value", value);
    StatementTemplate template =
        StatementTemplate.parse(
            "SELECT format('%s: %s', pg_typeof( {value} ), COALESCE( {value} ::text, 'null'))");
    try (Session session =
            Session.open(
                Shop.DATABASE.server(), Database.SUPERUSER, Terms.within(Duration.ofSeconds(10)));
        PreparedStatement statement = session.connection().prepareStatement(template.sql())) {
      Parameters.bind(statement, List.of("value", "value"), record);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
