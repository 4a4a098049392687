package io.sallyport.executor.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.json.StrictJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of named fields of a record: numbers as numbers, decimals with every digit of their
 * scale, dates and timestamps as RFC 3339 text, the rest as it is in Avro.
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
      object.set(field, node(record.getSchema().getField(field).schema(), record.get(field)));
    }
    return StrictJson.write(object);
  }

  private static JsonNode node(Schema union, @Nullable Object value) {
    Schema schema = PlainValue.present(union);
    return switch (PlainValue.of(schema, value)) {
      case null -> NODES.nullNode();
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case List<?> items -> array(schema.getElementType(), items);
      case Map<?, ?> entries -> object(schema.getValueType(), entries);
      case GenericRecord record -> record(record);
      case Object text -> NODES.textNode(text.toString());
    };
  }

  private static JsonNode array(Schema item, List<?> items) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(value -> array.add(node(item, value)));
    return array;
  }

  private static JsonNode object(Schema type, Map<?, ?> entries) {
    ObjectNode object = NODES.objectNode();
    entries.forEach((name, value) -> object.set(String.valueOf(name), node(type, value)));
    return object;
  }

  private static JsonNode record(GenericRecord record) {
    ObjectNode object = NODES.objectNode();
    record
        .getSchema()
        .getFields()
        .forEach(field -> object.set(field.name(), node(field.schema(), record.get(field.pos()))));
    return object;
  }
}
