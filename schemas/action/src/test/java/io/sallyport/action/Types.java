package io.sallyport.action;

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

  private Types() {}

  /** The type of a schema that follows every rule. */
  public static ActionType parsed(String avsc) {
    return switch (ActionType.parse(avsc)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
