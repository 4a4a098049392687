package io.sallyport.cli.doctor;

import io.sallyport.cli.data.BrokerAnswer;
import io.sallyport.contract.topic.ManifestSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
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
  Replication replication(ManifestSpec declared, Set<String> topics) {
    int brokers = await(admin.describeCluster().nodes(), NODES).size();
    Set<String> there = new HashSet<>(await(admin.listTopics().names(), "list topics"));
    there.retainAll(topics);
    Map<String, Integer> replicas = new HashMap<>();
    await(admin.describeTopics(there).allTopicNames(), "describe topics")
        .forEach((topic, found) -> replicas.put(topic, fewest(found)));
    return new Replication(brokers, declared.replication(), replicas);
  }

  private static int fewest(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
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
