package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASI02")
class JsonBodyTest {
  private static final Schema INNER =
      SchemaBuilder.record("Inner").fields().requiredString("name").endRecord();
  private static final Schema SCHEMA =
      SchemaBuilder.record("Outer")
          .fields()
          .requiredString("text")
          .requiredInt("small")
          .requiredLong("large")
          .requiredDouble("real")
          .requiredBoolean("flag")
          .optionalString("maybe")
          .name("items")
          .type()
          .array()
          .items()
          .intType()
          .noDefault()
          .name("entries")
          .type()
          .map()
          .values()
          .stringType()
          .noDefault()
          .name("inner")
          .type(INNER)
          .noDefault()
          .name("amount")
          .type(LogicalTypes.decimal(10, 8).addToSchema(Schema.create(Schema.Type.BYTES)))
          .noDefault()
          .name("days")
          .type(Schema.createArray(LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT))))
          .noDefault()
          .name("at")
          .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .endRecord();

  @Test
  void keepsTypesApart() {
    assertThat(json("small", "large", "real", "flag"))
        .isEqualTo("{\"small\":7,\"large\":9007199254740993,\"real\":0.5,\"flag\":true}");
  }

  @Test
  void writesDecimalsPlainAndTimesAsText() {
    assertThat(json("amount", "days", "at"))
        .isEqualTo(
            "{\"amount\":0.00000010,\"days\":[\"2026-02-28\"],"
                + "\"at\":\"1970-01-01T00:00:00.001Z\"}");
  }

  @Test
  void writesAbsentValueAsNull() {
    assertThat(json("maybe")).isEqualTo("{\"maybe\":null}");
  }

  @Test
  void writesWhatIsNested() {
    assertThat(json("items", "entries", "inner"))
        .isEqualTo("{\"items\":[1,2],\"entries\":{\"k\":\"v\"},\"inner\":{\"name\":\"n\"}}");
  }

  @Test
  void valueCannotLeaveItsString() {
    assertThat(json("text")).isEqualTo("{\"text\":\"\\\",\\\"admin\\\":true,\\n\"}");
  }

  @Test
  void keepsTheOrderOfTheDocument() {
    assertThat(json("flag", "small")).isEqualTo("{\"flag\":true,\"small\":7}");
  }

  private static String json(String... fields) {
    return new String(new JsonBody(List.of(fields)).of(record()), StandardCharsets.UTF_8);
  }

  private static GenericRecord record() {
    GenericRecord inner = new GenericData.Record(INNER);
    inner.put("name", "n");
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("text", new Utf8("\",\"admin\":true,\n"));
    record.put("small", 7);
    record.put("large", 9_007_199_254_740_993L);
    record.put("real", 0.5);
    record.put("flag", true);
    record.put("items", List.of(1, 2));
    record.put("entries", Map.of(new Utf8("k"), new Utf8("v")));
    record.put("inner", inner);
    record.put("amount", ByteBuffer.wrap(new byte[] {10}));
    record.put("days", List.of(20_512));
    record.put("at", 1L);
    return record;
  }
}
