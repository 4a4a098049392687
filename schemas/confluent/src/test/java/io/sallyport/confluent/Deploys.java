package io.sallyport.confluent;

import io.sallyport.action.ActionType;

/** Versions of one action type. */
final class Deploys {
  static final String TOPIC = "sallyport.trusted.deployments";
  static final ActionType FIRST = deploy("");
  static final ActionType COMPATIBLE =
      deploy(
          """
          , {"name": "note", "default": null,
             "type": ["null", {"type": "string", "maxLength": 9, "pattern": "[a-z ]*"}]}
          """);
  static final ActionType INCOMPATIBLE = deploy(", {\"name\": \"dry\", \"type\": \"boolean\"}");

  private Deploys() {}

  private static ActionType deploy(String moreFields) {
    String schema =
        """
        {"type": "record", "name": "Deploy", "namespace": "com.example.actions",
         "effect": "write", "cell": "deployments", "orderBy": "commit", "idempotent": false,
         "maxTtl": "15m", "classification": "internal", "minAssurance": "shared", "fields": [
          {"name": "commit", "type": {"type": "string", "maxLength": 40, "format": "git-sha"}}%s]}
        """
            .formatted(moreFields);
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
