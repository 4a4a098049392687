package io.sallyport.executor.claim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The Kafka settings that the claim protocol stands on; they are not configurable and go over
 * whatever the configuration says.
 */
public final class ClientSettings {
  /** The most records that one poll returns. */
  public static final int MAX_POLL = 500;

  private ClientSettings() {}

  /** A consumer of the trusted topic, member of the cell's group. */
  public static Map<String, Object> trusted(
      Map<String, Object> connection, String group, Optional<String> instance) {
    Map<String, Object> settings = reader(connection);
    settings.put("group.id", group);
    settings.put("group.protocol", "classic");
    settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    settings.put("session.timeout.ms", 10_000);
    settings.put("heartbeat.interval.ms", 3_000);
    settings.put("max.poll.interval.ms", 300_000);
    settings.put("max.poll.records", MAX_POLL);
    instance.ifPresent(name -> settings.put("group.instance.id", name));
    return settings;
  }

  /** A consumer without a group: read_committed, and never a position that was not asked for. */
  public static Map<String, Object> reader(Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("enable.metrics.push", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("fetch.max.bytes", 4 << 20);
    settings.put("max.partition.fetch.bytes", 1 << 20);
    return settings;
  }

  /**
   * The one producer of a partition. After each commit the broker answers the next begin with
   * CONCURRENT_TRANSACTIONS for some milliseconds; the default back-off of 100 ms would make that
   * the pace of every turn.
   */
  public static Map<String, Object> producer(
      Map<String, Object> connection, String transactionalId) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", transactionalId);
    settings.put("transaction.timeout.ms", 15_000);
    settings.put("retry.backoff.ms", 5);
    settings.put("acks", "all");
    settings.put("enable.metrics.push", false);
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 0);
    settings.put("compression.type", "none");
    settings.put("request.timeout.ms", 5_000);
    settings.put("delivery.timeout.ms", 10_000);
    settings.put("max.block.ms", 10_000);
    settings.put("buffer.memory", 4 << 20);
    return settings;
  }
}
