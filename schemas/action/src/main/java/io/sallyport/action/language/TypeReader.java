package io.sallyport.action.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one type, whatever it holds, into its shape; empty when a problem was reported. Used by the
 * thread that reads the schema.
 */
final class TypeReader {
  private static final String TYPE = "type";
  private static final Set<String> SCALARS =
      Set.of("boolean", "int", "long", "float", "double", "string", "bytes");
  private static final Set<String> ARRAY = Set.of(TYPE, "items", "maxItems");
  private static final Set<String> MAP = Set.of(TYPE, "values", "keys", "maxItems");
  private static final Set<String> ENUM = Set.of(TYPE, "name", "doc", "symbols");
  private static final Set<String> RECORD = Set.of(TYPE, "name", "doc", "fields");

  private final NamedTypes named;
  private final FieldsReader fields = new FieldsReader(this);

  TypeReader(String namespace) {
    this.named = new NamedTypes(namespace);
  }

  /** The root record; its own properties are the caller's matter. */
  Optional<Shape> root(Place root, String name) {
    return named.define(root, name, () -> fields.read(root, 1));
  }

  /** The type below {@code key} of {@code holder}, {@code depth} types deep. */
  Optional<Shape> read(Place holder, String key, int depth) {
    Optional<JsonNode> type = holder.required(key);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (depth > Limits.DEPTH) {
      holder.problem(key, SchemaRule.TOO_DEEP, "flatten it");
      return Optional.empty();
    }
    return switch (type.get()) {
      case TextNode word -> constrained(holder.child(key, object(word)), depth);
      case ObjectNode object -> constrained(holder.child(key, object), depth);
      case ArrayNode union -> union(holder, key, union, depth);
      default -> unsupported(holder.child(key, object(TextNode.valueOf(""))));
    };
  }

  private Optional<Shape> constrained(Place type, int depth) {
    Optional<String> kind = type.text(TYPE);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (type.has(LogicalReader.LOGICAL) && SCALARS.contains(kind.get())) {
      return LogicalReader.read(type, kind.get());
    }
    return switch (kind.get()) {
      case "boolean" -> ScalarReader.flag(type);
      case "int" -> NumberReader.whole(type, false);
      case "long" -> NumberReader.whole(type, true);
      case "float" -> NumberReader.real(type, false);
      case "double" -> NumberReader.real(type, true);
      case "string" -> ScalarReader.string(type);
      case "array" -> array(type, depth);
      case "map" -> map(type, depth);
      default -> named(type, kind.get(), depth);
    };
  }

  private Optional<Shape> named(Place type, String kind, int depth) {
    return switch (kind) {
      case "enum" -> {
        type.only(ENUM);
        yield define(type, () -> ScalarReader.symbols(type));
      }
      case "record" -> {
        type.only(RECORD);
        yield define(type, () -> fields.read(type, depth));
      }
      case "bytes", "fixed", "null", "error" -> unsupported(type);
      default -> {
        type.only(Set.of(TYPE));
        yield named.resolve(type, kind);
      }
    };
  }

  private Optional<Shape> define(Place type, NamedTypes.Definition definition) {
    type.optionalText("doc");
    return type.text("name").flatMap(name -> named.define(type, name, definition));
  }

  private Optional<Shape> array(Place type, int depth) {
    type.only(ARRAY);
    int maxItems = maxItems(type);
    return read(type, "items", depth + 1).map(item -> new Shape.Items(item, maxItems));
  }

  private Optional<Shape> map(Place type, int depth) {
    type.only(MAP);
    int maxItems = maxItems(type);
    Optional<Shape.Text> key = keys(type);
    Optional<Shape> value = read(type, "values", depth + 1);
    return key.flatMap(text -> value.map(shape -> new Shape.Entries(text, shape, maxItems)));
  }

  private Optional<Shape.Text> keys(Place type) {
    if (type.json().get("keys") instanceof ObjectNode keys) {
      return ScalarReader.keys(type.child("keys", keys));
    }
    type.problem(SchemaRule.KEYS_UNCONSTRAINED, "add keys: {maxLength, pattern or format}");
    return Optional.empty();
  }

  private int maxItems(Place type) {
    if (!type.has("maxItems")) {
      type.problem(SchemaRule.ITEMS_UNBOUNDED, "add maxItems");
    }
    return type.count("maxItems", 0, Limits.ITEMS, SchemaRule.ITEMS_RANGE).orElse(0);
  }

  private Optional<Shape> union(Place holder, String key, ArrayNode union, int depth) {
    int nothing = isNull(union, 0) ? 0 : 1;
    boolean optional = union.size() == 2 && isNull(union, nothing) && isOne(union.get(1 - nothing));
    if (!optional) {
      holder.problem(key, SchemaRule.UNION_NOT_OPTIONAL, "write [\"null\", type]");
      return Optional.empty();
    }
    String present = String.valueOf(1 - nothing);
    ObjectNode branches = JsonNodeFactory.instance.objectNode();
    branches.set(present, union.get(1 - nothing));
    Optional<Shape> shape = read(holder.child(key, branches), present, depth + 1);
    return shape.map(Shape.Maybe::new);
  }

  /** Neither null again nor a union in the union. */
  private static boolean isOne(JsonNode branch) {
    return !branch.isArray() && !branch.asText().equals("null");
  }

  private static boolean isNull(ArrayNode union, int index) {
    return union.path(index).isTextual() && union.get(index).textValue().equals("null");
  }

  private static Optional<Shape> unsupported(Place type) {
    type.problem(SchemaRule.TYPE_UNSUPPORTED, "use a constrained string, number, enum or record");
    return Optional.empty();
  }

  private static ObjectNode object(TextNode word) {
    return JsonNodeFactory.instance.objectNode().set(TYPE, word);
  }
}
