package io.sallyport.contract.revocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How the topic of revocations is read, by executors and by people. */
public final class RevocationClient {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int METADATA_AGE = 2_000;

  private RevocationClient() {}

  /**
   * A consumer without a group. Uncommitted records count too: they are signed one by one, and an
   * open transaction of anybody who may write would hide all later ones from a reader of committed
   * records. Metadata is young, so that a deposed leader is not asked for long.
   */
  public static Consumer<byte[], byte[]> open(Map<String, Object> connection) {
    return new KafkaConsumer<>(
        settings(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static Map<String, Object> settings(Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("isolation.level", "read_uncommitted");
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("enable.metrics.push", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("request.timeout.ms", (int) ANSWER.toMillis());
    settings.put("default.api.timeout.ms", (int) ANSWER.toMillis());
    settings.put("max.partition.fetch.bytes", 1 << 20);
    settings.put("metadata.max.age.ms", METADATA_AGE);
    return settings;
  }
}
