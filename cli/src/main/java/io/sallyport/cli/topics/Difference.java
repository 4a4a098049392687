package io.sallyport.cli.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.confluent.Drift;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.topic.Change;

/**
 * One difference between what is declared and what is there.
 *
 * @param kind stable, for programs
 * @param text one line for people
 */
record Difference(String kind, String text) {
  private static final String REFUSED = "refused-incompatible";

  static Difference of(Change change) {
    String kind =
        switch (change) {
          case Change.CreateTopic create -> "create-topic";
          case Change.AlterTopic alter -> "alter-topic";
          case Change.Mismatch mismatch -> "partitions-differ";
          case Change.CreateAcl acl -> "create-acl";
          case Change.DeleteAcl acl -> "delete-acl";
        };
    return new Difference(kind, change.text());
  }

  static Difference of(Drift drift) {
    String kind =
        switch (drift.lack()) {
          case SUBJECT -> "create-subject";
          case COMPATIBILITY -> "set-compatibility";
          case SCHEMA -> "register-schema";
        };
    return new Difference(kind, drift.text());
  }

  static Difference of(io.sallyport.confluent.Change change) {
    String kind =
        switch (change.kind()) {
          case REGISTERED -> "register-schema";
          case COMPATIBILITY_SET -> "set-compatibility";
          case REFUSED_INCOMPATIBLE -> REFUSED;
        };
    return new Difference(kind, change.text());
  }

  /** Whether the registry did not take it, which apply must not call done. */
  boolean isRefused() {
    return kind.equals(REFUSED);
  }

  ObjectNode json() {
    return StrictJson.object().put("change", kind).put("text", text);
  }
}
