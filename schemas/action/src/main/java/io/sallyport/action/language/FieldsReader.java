package io.sallyport.action.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of records and counts them over the whole schema; used by one thread. */
final class FieldsReader {
  private static final Set<String> FIELD = Set.of("name", "type", "doc", "default");

  private final TypeReader types;
  private int count;

  FieldsReader(TypeReader types) {
    this.types = types;
  }

  /** The fields of a record that lies {@code depth} types deep. */
  Optional<Shape> read(Place type, int depth) {
    Optional<JsonNode> fields = type.required("fields");
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (!(fields.get() instanceof ArrayNode array)) {
      type.problem("fields", SchemaRule.PROPERTY_VALUE, "must be an array of objects");
      return Optional.empty();
    }
    count += array.size();
    if (array.isEmpty() || count > Limits.FIELDS) {
      type.problem("fields", SchemaRule.TOO_MANY_FIELDS, "the schema has " + count + " so far");
      return Optional.empty();
    }
    return each(type, array, depth);
  }

  private Optional<Shape> each(Place type, ArrayNode array, int depth) {
    Place all = type.child("fields", JsonNodeFactory.instance.objectNode());
    Set<String> names = new HashSet<>();
    List<Shape.Field> read = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String index = String.valueOf(i);
      if (array.get(i) instanceof ObjectNode field) {
        field(all.child(index, field), names, depth).ifPresent(read::add);
      } else {
        all.problem(index, SchemaRule.PROPERTY_VALUE, "must be an object");
      }
    }
    return read.size() == array.size() ? Optional.of(new Shape.Fields(read)) : Optional.empty();
  }

  private Optional<Shape.Field> field(Place field, Set<String> names, int depth) {
    field.only(FIELD);
    field.optionalText("doc");
    Optional<String> name = field.text("name").filter(text -> isFree(field, text, names));
    Optional<Shape> shape = types.read(field, "type", depth + 1);
    if (field.has("default") && !isNullDefault(field)) {
      field.problem("default", SchemaRule.DEFAULT_NOT_NULL, "let the rule give the value");
    }
    return name.flatMap(text -> shape.map(known -> new Shape.Field(text, known)));
  }

  private static boolean isFree(Place field, String name, Set<String> names) {
    if (!Names.isName(name)) {
      field.problem("name", SchemaRule.NAME_INVALID, "write a simple ASCII name");
      return false;
    }
    if (!names.add(name)) {
      field.problem("name", SchemaRule.NAME_DUPLICATE, "the record has it already");
      return false;
    }
    return true;
  }

  private static boolean isNullDefault(Place field) {
    return field.json().get("default").isNull()
        && field.json().path("type").path(0).asText().equals("null");
  }
}
