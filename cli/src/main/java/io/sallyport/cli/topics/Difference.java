package io.sallyport.cli.topics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.confluent.Drift;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.topic.Change;
import java.util.Set;

/**
 * One difference between what is declared and what is there.
 *
 * @param kind stable, for programs
 * @param text one line for people
 */
record Difference(String kind, String text) {
  private static final String REFUSED = "refused-incompatible";
  private static final String WIDE = "wide-acl";

  static Difference of(Change change) {
    String kind =
        switch (change) {
          case Change.CreateTopic create -> "create-topic";
          case Change.AlterTopic alter -> "alter-topic";
          case Change.Mismatch mismatch -> "partitions-differ";
          case Change.CreateAcl acl -> "create-acl";
          case Change.DeleteAcl acl -> "delete-acl";
          case Change.WideAcl acl -> WIDE;
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

  static Difference secondWriter(String writer, String topic, String owner) {
    String text = writer + " may write " + topic + ", which is for " + owner + " alone";
    return new Difference("second-writer", text);
  }

  static Difference undeclaredTopic(String topic) {
    return new Difference(
        "undeclared-topic", "topic " + topic + " is there, and nobody declared it");
  }

  static Difference undeclaredSettings(String topic, Set<String> names) {
    return new Difference(
        "undeclared-setting",
        "topic " + topic + " has settings that nobody declared: " + String.join(", ", names));
  }

  static Difference replication(String topic, int declared, int found) {
    return new Difference(
        "replication-differs",
        "topic " + topic + " is held " + found + " times and the document says " + declared);
  }

  /** Whether apply did not bring it about, and must not call it done. */
  boolean isRefused() {
    return kind.equals(REFUSED) || kind.equals(WIDE);
  }

  /** What to do about it. */
  String next() {
    return switch (kind) {
      case "partitions-differ" -> "correct the document, or move to a new prefix";
      case WIDE -> "grant it for single names instead, or take it away with kafka-acls.sh";
      case "second-writer" ->
          "take the grant away ('topics apply' does if it is for this topic alone), find out who"
              + " gave it, and distrust what came meanwhile";
      case "undeclared-topic" -> "find out who made it; declare it, or delete it";
      case "undeclared-setting" -> "kafka-configs.sh --alter --delete-config";
      case "replication-differs" -> "kafka-reassign-partitions.sh, or correct the document";
      default -> "sallyport topics apply";
    };
  }

  ObjectNode json() {
    return StrictJson.object().put("change", kind).put("text", text);
  }
}
