package io.sallyport.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster says of itself, and what that comes to.
 *
 * @param features the finalized level of each feature
 * @param brokers the settings of each broker, by its id
 */
record ClusterFacts(Map<String, Integer> features, Map<String, Map<String, String>> brokers) {
  /** The level of {@code metadata.version} with which Kafka 4.0 was released. */
  private static final int KAFKA_4 = 25;

  private static final int TRANSACTIONS = 2;

  ClusterFacts {
    features = Map.copyOf(features);
    brokers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(brokers));
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int metadata = features.getOrDefault("metadata.version", 0);
    findings.add(
        Finding.of(
            metadata >= KAFKA_4,
            Check.BROKER_VERSION,
            "cluster",
            "metadata.version is " + metadata + ", Kafka 4.0 is " + KAFKA_4));
    int transactions = features.getOrDefault("transaction.version", 0);
    findings.add(
        Finding.of(
            transactions >= TRANSACTIONS,
            Check.TRANSACTION_VERSION,
            "cluster",
            "transaction.version is " + transactions));
    brokers.forEach((id, settings) -> findings.addAll(broker("broker " + id, settings)));
    return findings;
  }

  private static List<Finding> broker(String subject, Map<String, String> settings) {
    String authorizer = settings.getOrDefault("authorizer.class.name", "");
    boolean open = settings.getOrDefault("allow.everyone.if.no.acl.found", "").equals("true");
    boolean creates = settings.getOrDefault("auto.create.topics.enable", "true").equals("true");
    return List.of(
        Finding.of(
            !authorizer.isEmpty() && !open,
            Check.AUTHORIZER,
            subject,
            authorizer.isEmpty()
                ? "no authorizer: everybody may do everything"
                : authorizer + (open ? ", and everybody may use what has no ACL" : "")),
        Finding.of(
            !creates, Check.AUTO_CREATE, subject, "auto.create.topics.enable is " + creates));
  }
}
