package io.sallyport.cli.doctor;

import io.sallyport.cli.data.BrokerAnswer;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topics.Drifts;
import io.sallyport.cli.topics.TopicsDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Asks a cluster for its facts, and changes nothing. */
final class Cluster {
  private static final String NODES = "read the cluster's nodes";

  private final Admin admin;
  private final Duration timeout;

  Cluster(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  ClusterFacts facts() {
    Map<String, Integer> features = new HashMap<>();
    await(admin.describeFeatures().featureMetadata(), "read the cluster's features")
        .finalizedFeatures()
        .forEach((name, range) -> features.put(name, (int) range.maxVersionLevel()));
    List<ConfigResource> brokers =
        await(admin.describeCluster().nodes(), NODES).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Map<String, Map<String, String>> settings = new HashMap<>();
    await(admin.describeConfigs(brokers).all(), "read the brokers' settings")
        .forEach((broker, config) -> settings.put(broker.name(), values(config.entries())));
    return new ClusterFacts(features, settings);
  }

  /** How the declared topics that are there are held. */
  Replication replication(TopicsDocument document) {
    int brokers = await(admin.describeCluster().nodes(), NODES).size();
    Map<String, Integer> replicas = new Drifts(admin, document, timeout).replicas();
    return new Replication(brokers, document.spec().replication(), replicas);
  }

  /** How Kafka's own topics are held, those that can be seen. */
  KafkasOwn kafkasOwn(TopicsDocument document) {
    ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
    Set<String> there = new HashSet<>(await(admin.listTopics(all).names(), "list topics"));
    there.retainAll(KafkasOwn.NAMES);
    Map<String, Integer> replicas = new Drifts(admin, document, timeout).replicas(there);
    List<ConfigResource> topics =
        there.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, KafkasOwn.Held> held = new HashMap<>();
    settings(topics)
        .forEach((topic, config) -> {
          String needed = values(config.entries()).getOrDefault("min.insync.replicas", "0");
          int count = replicas.getOrDefault(topic.name(), 0);
          held.put(topic.name(), new KafkasOwn.Held(count, Integer.parseInt(needed)));
        });
    return new KafkasOwn(document.spec().replication(), held);
  }

  /** None where this principal may see that they are there, and no more: then they are unseen. */
  private Map<ConfigResource, Config> settings(List<ConfigResource> topics) {
    try {
      return await(admin.describeConfigs(topics).all(), "read the settings of Kafka's own topics");
    } catch (CannotRun e) {
      return Map.of();
    }
  }

  private static Map<String, String> values(Iterable<ConfigEntry> entries) {
    Map<String, String> values = new HashMap<>();
    entries.forEach(entry -> {
      if (entry.value() != null) {
        values.put(entry.name(), entry.value());
      }
    });
    return values;
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    return BrokerAnswer.await(future, timeout, what);
  }
}
