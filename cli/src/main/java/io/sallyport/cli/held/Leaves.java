package io.sallyport.cli.held;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.json.StrictJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every value of a record, each with its place: text in quotes as JSON has it, so that nothing of
 * it passes for what stands around it.
 */
final class Leaves {
  private final Map<String, String> all = new LinkedHashMap<>();

  private Leaves() {}

  /** The values in the order of the schema. */
  static Map<String, String> of(GenericRecord record) {
    Leaves leaves = new Leaves();
    leaves.fields("", record);
    return leaves.all;
  }

  /** Them as JSON. */
  static ObjectNode json(Map<String, String> leaves) {
    ObjectNode json = StrictJson.object();
    leaves.forEach(json::put);
    return json;
  }

  /** Whether people might take a character of it for another. */
  static boolean isUnusual(String text) {
    return text.chars().anyMatch(each -> each > 0x7e);
  }

  private void fields(String place, GenericRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      add(place + "/" + field.name(), field.schema(), record.get(field.pos()));
    }
  }

  private void add(String place, Schema union, @Nullable Object value) {
    Schema schema = PlainValue.present(union);
    switch (value) {
      case GenericRecord record -> fields(place, record);
      case List<?> items -> items(place, schema.getElementType(), items);
      case Map<?, ?> entries -> entries(place, schema.getValueType(), entries);
      case null, default -> all.put(place, text(PlainValue.of(schema, value)));
    }
  }

  private void items(String place, Schema schema, List<?> items) {
    if (items.isEmpty()) {
      all.put(place, "[]");
    }
    for (int index = 0; index < items.size(); index++) {
      add(place + "/" + index, schema, items.get(index));
    }
  }

  private void entries(String place, Schema schema, Map<?, ?> entries) {
    if (entries.isEmpty()) {
      all.put(place, "{}");
    }
    Map<String, Object> sorted = new TreeMap<>();
    entries.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    sorted.forEach((key, value) -> add(place + "/" + quoted(key), schema, value));
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> quoted(text.toString());
      case BigDecimal number -> number.toPlainString();
      case null, default -> String.valueOf(value);
    };
  }

  private static String quoted(String text) {
    return new String(StrictJson.write(TextNode.valueOf(text)), StandardCharsets.UTF_8);
  }
}
