package io.sallyport.validator.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sallyport.action.shape.DecimalForm;
import io.sallyport.action.shape.Shape;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An action's record as JSON, fields in the order of their declaration. */
final class RecordJson {
  private RecordJson() {}

  static ObjectNode of(Shape.Fields shape, GenericRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Shape.Field field : shape.fields()) {
      json.set(field.name(), value(field.shape(), record.get(field.name())));
    }
    return json;
  }

  private static JsonNode value(Shape shape, @Nullable Object value) {
    if (value == null) {
      return NullNode.getInstance();
    }
    return switch (shape) {
      case Shape.Flag flag -> BooleanNode.valueOf((Boolean) value);
      case Shape.Whole whole -> LongNode.valueOf(((Number) value).longValue());
      case Shape.Real real -> DoubleNode.valueOf(((Number) value).doubleValue());
      case Shape.Decimal decimal -> TextNode.valueOf(decimal(decimal, (ByteBuffer) value));
      case Shape.Day day -> TextNode.valueOf(LocalDate.ofEpochDay((Integer) value).toString());
      case Shape.Moment moment -> TextNode.valueOf(moment.instant((Long) value).toString());
      case Shape.Text text -> TextNode.valueOf(value.toString());
      case Shape.Symbols symbols -> TextNode.valueOf(value.toString());
      case Shape.Items items -> items(items, (List<?>) value);
      case Shape.Entries entries -> entries(entries, (Map<?, ?>) value);
      case Shape.Maybe(Shape present) -> value(present, value);
      case Shape.Fields fields -> of(fields, (GenericRecord) value);
    };
  }

  /** Every digit, as text: a reader of JSON might make a double of a number. */
  private static String decimal(Shape.Decimal shape, ByteBuffer value) {
    return DecimalForm.value(value, shape.scale()).toPlainString();
  }

  private static JsonNode items(Shape.Items shape, List<?> items) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> json.add(value(shape.item(), item)));
    return json;
  }

  private static JsonNode entries(Shape.Entries shape, Map<?, ?> entries) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    entries.forEach((key, value) -> sorted.put(key.toString(), value(shape.value(), value)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.setAll(sorted);
    return json;
  }
}
