package io.sallyport.validator.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The settings of Kafka Streams that the design rests on; what a configuration says beside them is
 * kept, but cannot change them.
 */
public final class StreamsSettings {
  /** The longest that a decision waits for its commit. */
  static final Duration COMMIT_INTERVAL = Duration.ofMillis(20);

  /** Between two looks whether whoever joined has read back its share; Kafka's least. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** So many partitions are read back at once by those who are to take them over. */
  private static final int MAX_WARM = 64;

  /** How much of a changelog an instance may have to read back when it takes a partition over. */
  static final long MAX_LAG = 10_000;

  private static final int HEADROOM = 256 << 10;
  private static final int MAX_BUFFERED = 100;

  /** Enough for the chains of all partitions: two short texts each. */
  private static final int CHAINS_BYTES = 1 << 20;

  private StreamsSettings() {}

  /**
   * One process of an application.
   *
   * @param application the application id
   * @param name the instance's stable name
   * @param threads how many threads share its partitions
   * @param state where the stores are kept
   */
  public record Instance(String application, String name, int threads, Path state) {}

  /**
   * The settings of one instance.
   *
   * @param kafka the client properties of the configuration
   * @param instance which
   * @param maxValue the largest body or sealed record, in bytes
   */
  public static Properties of(Map<String, Object> kafka, Instance instance, int maxValue) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, instance.application());
    settings.put(StreamsConfig.CLIENT_ID_CONFIG, instance.application() + "-" + instance.name());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, instance.state().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, instance.threads());
    settings.putAll(guarantees());
    settings.putAll(membership(instance.name()));
    settings.putAll(joining());
    settings.putAll(bounds(maxValue));
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static Map<String, Object> guarantees() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
    // RESUME would commit half of an effect: "seen" without a decision.
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    settings.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    return settings;
  }

  /** Restart after a kill takes 5 s so, and 43 s by default. */
  private static Map<String, Object> membership(String instance) {
    return Map.of(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance,
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000,
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
  }

  /**
   * Whoever joins reads back its share while others go on with it, and takes it over at the next
   * look after it has: a partition never waits for a whole memory to be read, and nothing expires.
   */
  private static Map<String, Object> joining() {
    return Map.of(
        StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG,
        MAX_LAG,
        StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG,
        MAX_WARM,
        StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
        LOOK.toMillis());
  }

  private static Map<String, Object> bounds(int maxValue) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CHAINS_BYTES);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MAX_BUFFERED);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_BUFFERED);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), maxValue + HEADROOM);
    return settings;
  }
}
