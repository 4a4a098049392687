package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.DecimalForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "All", "namespace": "com.example.actions", "effect": "write",
       "cell": "c", "orderBy": "text", "idempotent": false, "maxTtl": "15m",
       "classification": "internal", "minAssurance": "shared",
       "fields": [
        {"name": "text", "type": {"type": "string", "maxLength": 9, "pattern": ".*"}},
        {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9,
         "scale": 2, "min": "0", "max": "100"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "flag", "type": "boolean"},
        {"name": "none", "type": ["null", "boolean"], "default": null},
        {"name": "items", "type": {"type": "array", "maxItems": 3,
         "items": {"type": "int", "min": 0, "max": 9}}},
        {"name": "map", "type": {"type": "map", "maxItems": 3,
         "keys": {"maxLength": 9, "pattern": "[a-z]*"},
         "values": {"type": "double", "min": 0, "max": 9}}}]}
      """;

  @Test
  void showsEveryKindOfValue() {
    ActionType type = ((ActionType.Parsed) ActionType.parse(SCHEMA)).type();
    GenericData.Record record = new GenericData.Record(type.schema());
    record.put("text", "t");
    record.put("amount", DecimalForm.bytes(new BigDecimal("12.50"), 2));
    record.put("day", 1);
    record.put("at", 1500L);
    record.put("flag", true);
    record.put("items", List.of(1, 2));
    record.put("map", Map.of("b", 1.5, "a", 2.0));

    assertThat(RecordJson.of(type.shape(), record))
        .hasToString(
            "{\"text\":\"t\",\"amount\":\"12.50\",\"day\":\"1970-01-02\","
                + "\"at\":\"1970-01-01T00:00:01.500Z\",\"flag\":true,\"none\":null,"
                + "\"items\":[1,2],\"map\":{\"a\":2.0,\"b\":1.5}}");
  }
}
