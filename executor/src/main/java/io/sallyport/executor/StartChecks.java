package io.sallyport.executor;

import io.sallyport.contract.Topics;
import io.sallyport.executor.credential.AmbientCredentials;
import io.sallyport.service.process.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** What must hold before an executor joins its group; used once, blocks. */
final class StartChecks {
  private static final int SECONDS = 20;
  private static final Duration RESERVE = Duration.ofDays(7);

  private final ExecutorConfig config;
  private final Topics topics;
  private final String cell;

  StartChecks(ExecutorConfig config) {
    this.config = config;
    this.topics = config.identity().topics();
    this.cell = config.identity().cell();
  }

  /**
   * What the broker says about the cell's topics.
   *
   * @param partitions how many each has
   * @param ledgerRetention for how long the ledger keeps a record
   */
  record Ground(int partitions, Duration ledgerRetention) {}

  /** Refuses inherited credentials, unless the configuration takes the risk. */
  void checkEnvironment(Map<String, String> environment) {
    List<String> ambient = AmbientCredentials.in(environment);
    if (config.authority().strict() && !ambient.isEmpty()) {
      throw new StartException(
          "strict: the process inherits what looks like credentials: "
              + String.join(", ", ambient)
              + "; start it with a clean environment");
    }
    if (!config.authority().dev()) {
      throw new StartException("the bundle is not signed; only dev: true loads it so");
    }
  }

  /** Checks cluster and topics. */
  Ground checkBroker(Admin admin) {
    String clusterId = get(admin.describeCluster().clusterId());
    if (!config.identity().environment().isOfCluster(clusterId)) {
      throw new StartException(
          "environment must end with -" + clusterId + ", the id of the cluster that answers");
    }
    int partitions = partitions(admin);
    Duration trusted = retention(admin, topics.trusted(cell));
    Duration ledger = retention(admin, topics.ledger(cell));
    Duration needed = trusted.plus(config.authority().maxTtl()).plus(RESERVE);
    if (ledger.compareTo(needed) < 0) {
      throw new StartException(
          "retention.ms of "
              + topics.ledger(cell)
              + " must be at least that of "
              + topics.trusted(cell)
              + " plus maxTtl plus 7 days, or what was performed could be forgotten");
    }
    return new Ground(partitions, ledger);
  }

  private int partitions(Admin admin) {
    List<String> names = List.of(topics.trusted(cell), topics.ledger(cell), topics.receipts(cell));
    Map<String, TopicDescription> found = get(admin.describeTopics(names).allTopicNames());
    List<Integer> counts =
        found.values().stream().map(topic -> topic.partitions().size()).distinct().toList();
    if (counts.size() != 1) {
      throw new StartException("trusted, ledger and receipts of a cell have as many partitions");
    }
    return counts.getFirst();
  }

  private static Duration retention(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> found = get(admin.describeConfigs(List.of(resource)).all());
    long millis = -1;
    for (Config topicConfig : found.values()) {
      millis = Long.parseLong(topicConfig.get("retention.ms").value());
    }
    return millis < 0 ? Duration.ofDays(36_500) : Duration.ofMillis(millis);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StartException("kafka: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new StartException("kafka: no answer within 20 seconds; look at bootstrap.servers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting", e);
    }
  }
}
