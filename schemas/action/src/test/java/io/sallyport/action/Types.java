package io.sallyport.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Action types for tests. */
public final class Types {
  /** One deployment, in the terms of the documentation. */
  public static final String DEPLOY =
      """
      {"type": "record", "name": "Deploy", "namespace": "com.example.actions", "doc": "Deploys.",
       "effect": "write", "cell": "deployments", "orderBy": "environment", "idempotent": false,
       "maxTtl": "15m", "classification": "internal", "minAssurance": "shared",
       "approval": {"group": "release-managers", "threshold": 2},
       "fields": [
        {"name": "repository",
         "type": {"type": "string", "maxLength": 100, "pattern": "[a-z0-9-]+/[a-z0-9._-]+"}},
        {"name": "commit", "type": {"type": "string", "maxLength": 40, "format": "git-sha"}},
        {"name": "environment",
         "type": {"type": "enum", "name": "Environment", "symbols": ["staging", "production"]}},
        {"name": "note", "type": {"type": "string", "maxLength": 200, "pattern": "[^\\\\p{Cc}]*"}}]}
      """;

  private static final String WIDE =
      """
      {"name": "flag", "type": "boolean"},
      {"name": "small", "type": {"type": "int", "min": -5, "max": 5}},
      {"name": "large", "type": {"type": "long", "min": 0, "max": 9007199254740991}},
      {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20,
       "scale": 4, "min": "-99999.5", "max": "9999999999999999", "multipleOf": "0.0005"}},
      {"name": "dozens", "type": {"type": "int", "min": -60, "max": 60, "multipleOf": 12}},
      {"name": "day", "type": {"type": "int", "logicalType": "date", "min": "1969-12-31"}},
      {"name": "start", "type": {"type": "long", "logicalType": "timestamp-millis"}},
      {"name": "end", "default": null,
       "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
      {"name": "rest", "default": null,
       "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 0,
        "min": "-99999999999999999999999999999999999999",
        "max": "99999999999999999999999999999999999999"}]},
      {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
      {"name": "ratio", "type": {"type": "float", "min": 0, "max": 1}},
      {"name": "exact", "type": {"type": "double", "min": -1e300, "max": 1e300}},
      {"name": "level", "type": {"type": "enum", "name": "Level", "symbols": ["LOW", "HIGH"]}},
      {"name": "names", "type": {"type": "array", "maxItems": 4,
       "items": {"type": "string", "minLength": 1, "maxLength": 8, "pattern": ".*"}}},
      {"name": "labels", "type": {"type": "map", "maxItems": 4,
       "keys": {"maxLength": 6, "pattern": "[a-z]+"}, "values": "Level"}},
      {"name": "comment", "default": null,
       "type": ["null", {"type": "string", "maxLength": 9, "pattern": "[ -~]*"}]},
      {"name": "places", "type": {"type": "array", "maxItems": 3, "items":
       {"type": "record", "name": "Place", "fields": [
        {"name": "country", "type": {"type": "string", "maxLength": 2, "format": "iso-country"}},
        {"name": "level", "type": ["null", "Level"]}]}}}
      """;

  private static final String EXAMPLE =
      """
      {"name": "value", "type": {"type": "string", "logicalType": "uuid"}},
      {"name": "version", "type": {"type": "long", "min": 0, "max": 999}},
      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}
      """;

  private Types() {}

  /** A schema of one constrained field {@code value} and the field that orders. */
  public static String withField(String type) {
    return withFields("{\"name\": \"value\", \"type\": " + type + "}");
  }

  /** A schema with these fields, behind the field that orders. */
  public static String withFields(String fields) {
    return """
    {"type": "record", "name": "Sample", "namespace": "com.example", "effect": "read",
     "cell": "samples", "orderBy": "key", "idempotent": true, "maxTtl": "1m",
     "classification": "public", "minAssurance": "asserted", "fields": [
      {"name": "key", "type": {"type": "string", "maxLength": 10, "pattern": "[a-z]*"}}, %s]}
    """
        .formatted(fields);
  }

  /**
   * The schema of an example in the reference page: the type of a field, properties of the record
   * in place of its own, or what is not even one JSON object.
   */
  public static String withExample(String example) {
    if (example.startsWith("{\"type\"")) {
      return withField(example);
    }
    if (!example.startsWith("{\"")) {
      return example;
    }
    try {
      JsonMapper mapper = new JsonMapper();
      String base = withFields(EXAMPLE);
      ObjectNode schema = (ObjectNode) mapper.readTree(base);
      return schema.setAll((ObjectNode) mapper.readTree(example)).toString();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A type with every construct of the language. */
  public static ActionType wide() {
    return parsed(wideSchema());
  }

  /** Its schema. */
  public static String wideSchema() {
    return withFields(WIDE);
  }

  /** The type of a schema that follows every rule. */
  public static ActionType parsed(String avsc) {
    return switch (ActionType.parse(avsc)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
