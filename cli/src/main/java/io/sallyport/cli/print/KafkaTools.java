package io.sallyport.cli.print;

import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/** A manifest as a shell script of Kafka's own tools: names need no quoting. */
final class KafkaTools {
  private static final String CONNECTION =
      ".sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$CONFIG\"";

  private KafkaTools() {}

  static List<String> script(Manifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/sh");
    lines.add("# BOOTSTRAP: the brokers; CONFIG: client properties of somebody who may do this.");
    lines.add("set -eu");
    manifest.topics().forEach(topic -> topic(topic, lines));
    manifest.grants().forEach(grant -> lines.add(grant(manifest.user(grant.principal()), grant)));
    return List.copyOf(lines);
  }

  /** A topic that is there keeps its partitions, and gets the settings. */
  private static void topic(TopicSpec topic, List<String> lines) {
    lines.add(
        "kafka-topics"
            + CONNECTION
            + " --create --if-not-exists --topic %s --partitions %d --replication-factor %d"
                .formatted(topic.name(), topic.partitions(), topic.replication()));
    lines.add(
        "kafka-configs"
            + CONNECTION
            + " --alter --entity-type topics --entity-name %s --add-config %s"
                .formatted(topic.name(), settings(topic.config())));
  }

  private static String settings(Map<String, String> config) {
    return config.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private static String grant(String user, Grant grant) {
    String operations =
        grant.operations().stream()
            .map(operation -> " --operation " + operation(operation))
            .collect(Collectors.joining());
    String type = grant.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String pattern =
        grant.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return "kafka-acls"
        + CONNECTION
        + " --add --allow-principal %s%s --%s %s%s"
            .formatted(user, operations, type, grant.name(), pattern);
  }

  /** As Kafka's and Strimzi's documents write it: {@code DescribeConfigs}. */
  static String operation(AclOperation operation) {
    StringBuilder words = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return words.toString();
  }
}
