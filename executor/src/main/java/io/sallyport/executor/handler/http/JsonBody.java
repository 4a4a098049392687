package io.sallyport.executor.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of named fields of a record: numbers as numbers, the rest as it is in Avro.
 *
 * @param fields their names, in the order in which they are written
 */
public record JsonBody(List<String> fields) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Copies the names. */
  public JsonBody {
    fields = List.copyOf(fields);
  }

  /** The UTF-8 bytes of the object. */
  public byte[] of(GenericRecord record) {
    ObjectNode object = StrictJson.object();
    for (String field : fields) {
      object.set(field, node(record.get(field)));
    }
    return StrictJson.write(object);
  }

  private static JsonNode node(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case List<?> items -> array(items);
      case Map<?, ?> entries -> object(entries);
      case GenericRecord record -> record(record);
      case Object text -> NODES.textNode(text.toString());
    };
  }

  private static JsonNode array(List<?> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(node(item)));
    return array;
  }

  private static JsonNode object(Map<?, ?> entries) {
    ObjectNode object = NODES.objectNode();
    entries.forEach((name, value) -> object.set(String.valueOf(name), node(value)));
    return object;
  }

  private static JsonNode record(GenericRecord record) {
    ObjectNode object = NODES.objectNode();
    record
        .getSchema()
        .getFields()
        .forEach(field -> object.set(field.name(), node(record.get(field.pos()))));
    return object;
  }
}
