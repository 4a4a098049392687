package io.sallyport.cli.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a record holds is shown, and looks like nothing else. */
@Tag("ASI09")
class LeavesTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "R", "fields": [
               {"name": "text", "type": "string"},
               {"name": "flag", "type": "boolean"},
               {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal",
                 "precision": 9, "scale": 2}},
               {"name": "day", "type": {"type": "int", "logicalType": "date"}},
               {"name": "maybe", "type": ["null", "long"]},
               {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "I",
                 "fields": [{"name": "name", "type": "string"}]}}},
               {"name": "map", "type": {"type": "map", "values": "long"}},
               {"name": "empty", "type": {"type": "array", "items": "string"}}]}
              """);

  @Test
  void showsEveryValueWithItsPlace() {
    assertThat(Leaves.of(record("fine")))
        .containsExactly(
            Map.entry("/text", "\"fine\""),
            Map.entry("/flag", "true"),
            Map.entry("/amount", "12.30"),
            Map.entry("/day", "\"2026-11-22\""),
            Map.entry("/maybe", "null"),
            Map.entry("/items/0/name", "\"a\""),
            Map.entry("/items/1/name", "\"b\""),
            Map.entry("/map/\"k\\\" 1\"", "7"),
            Map.entry("/empty", "[]"));
  }

  @Test
  void textCannotLeaveItsQuotes() {
    assertThat(Leaves.of(record("a\"\n/flag  false\\u202e")))
        .containsEntry("/text", "\"a\\\"\\n/flag  false\\\\u202e\"");
  }

  @Test
  void pointsAtWhatLooksLikeSomethingElse() {
    assertThat(Leaves.isUnusual("p\u0430y")).isTrue();
    assertThat(Leaves.isUnusual("pay ~")).isFalse();
  }

  private static GenericRecord record(String text) {
    Schema item = SCHEMA.getField("items").schema().getElementType();
    GenericRecord first = new GenericData.Record(item);
    first.put("name", "a");
    GenericRecord second = new GenericData.Record(item);
    second.put("name", "b");
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("text", text);
    record.put("flag", true);
    record.put("amount", ByteBuffer.wrap(new byte[] {0x04, (byte) 0xce}));
    record.put("day", 20_779);
    record.put("items", List.of(first, second));
    record.put("map", Map.of("k\" 1", 7L));
    record.put("empty", List.of());
    return record;
  }
}
