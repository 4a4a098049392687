package io.sallyport.action.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of a schema with its pointer; reads its properties and collects the problems of
 * the whole schema in one shared list. Used by the thread that reads the schema.
 */
public record Place(ObjectNode json, String pointer, List<SchemaProblem> problems) {
  /** Reports a problem of this object. */
  public void problem(SchemaRule rule, String detail) {
    problems.add(new SchemaProblem(pointer, rule, detail));
  }

  /** Reports a problem of one property. */
  public void problem(String key, SchemaRule rule, String detail) {
    problems.add(new SchemaProblem(pointer(key), rule, detail));
  }

  /** Reports every property that is none of {@code known}. */
  public void only(Set<String> known) {
    for (String key : json.properties().stream().map(entry -> entry.getKey()).toList()) {
      if (!known.contains(key)) {
        problem(key, SchemaRule.PROPERTY_UNKNOWN, "remove it; known here: " + sorted(known));
      }
    }
  }

  /** Whether the property is there. */
  public boolean has(String key) {
    return json.has(key);
  }

  /** A property that must be there. */
  public Optional<JsonNode> required(String key) {
    JsonNode node = json.get(key);
    if (node == null) {
      problem(SchemaRule.PROPERTY_MISSING, "add " + key);
      return Optional.empty();
    }
    return Optional.of(node);
  }

  /** A required string. */
  public Optional<String> text(String key) {
    return required(key).flatMap(node -> textOf(key, node));
  }

  /** A string, if it is there. */
  public Optional<String> optionalText(String key) {
    return Optional.ofNullable(json.get(key)).flatMap(node -> textOf(key, node));
  }

  /** A required {@code true} or {@code false}. */
  public Optional<Boolean> flag(String key) {
    Optional<JsonNode> node = required(key);
    if (node.isPresent() && !node.get().isBoolean()) {
      problem(key, SchemaRule.PROPERTY_VALUE, "must be true or false");
      return Optional.empty();
    }
    return node.map(JsonNode::booleanValue);
  }

  /** A whole number within bounds; reported under {@code rule} otherwise. */
  public Optional<Integer> count(String key, int min, int max, SchemaRule rule) {
    JsonNode node = json.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || outside(node.intValue(), min, max)) {
      problem(key, rule, "must be a whole number from " + min + " to " + max);
      return Optional.empty();
    }
    return Optional.of(node.intValue());
  }

  /** The object below {@code key}; the caller has seen that it is one. */
  public Place child(String key, ObjectNode child) {
    return new Place(child, pointer(key), problems);
  }

  /** The pointer of a property (RFC 6901). */
  public String pointer(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  private Optional<String> textOf(String key, JsonNode node) {
    if (!node.isTextual()) {
      problem(key, SchemaRule.PROPERTY_VALUE, "must be a string");
      return Optional.empty();
    }
    return Optional.of(node.textValue());
  }

  private static boolean outside(int value, int min, int max) {
    return value < min || value > max;
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
