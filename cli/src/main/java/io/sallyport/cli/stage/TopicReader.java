package io.sallyport.cli.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for a record on a topic, from its beginning, committed records only. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> properties;

  /** A reader with that principal's rights. */
  public TopicReader(Map<String, Object> client) {
    this.properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
  }

  /** The first record that is meant, once it is there; empty when the patience is over. */
  Optional<ConsumerRecord<byte[], byte[]>> find(
      String topic, Predicate<ConsumerRecord<byte[], byte[]>> meant) {
    try (Consumer<byte[], byte[]> consumer = open(topic)) {
      Instant deadline = Instant.now().plus(Stage.PATIENCE);
      while (Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (meant.test(record)) {
            return Optional.of(record);
          }
        }
      }
      return Optional.empty();
    }
  }

  private Consumer<byte[], byte[]> open(String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
