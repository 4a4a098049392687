package io.sallyport.cli.doctor;

import io.sallyport.cli.terminal.CannotRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Asks a cluster for its facts, and changes nothing. */
final class Cluster {
  private final Admin admin;
  private final Duration timeout;

  Cluster(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  ClusterFacts facts() {
    Map<String, Integer> features = new HashMap<>();
    await(admin.describeFeatures().featureMetadata(), "features")
        .finalizedFeatures()
        .forEach((name, range) -> features.put(name, (int) range.maxVersionLevel()));
    List<ConfigResource> brokers =
        await(admin.describeCluster().nodes(), "nodes").stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Map<String, Map<String, String>> settings = new HashMap<>();
    await(admin.describeConfigs(brokers).all(), "brokers' settings")
        .forEach((broker, config) -> settings.put(broker.name(), values(config.entries())));
    return new ClusterFacts(features, settings);
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
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRun(
          "the cluster's " + what + " cannot be read: " + e.getMessage(),
          "Is the broker reachable, and may the principal DescribeConfigs of the cluster?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun("interrupted", "", e);
    }
  }
}
