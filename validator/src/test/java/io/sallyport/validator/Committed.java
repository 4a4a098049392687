package io.sallyport.validator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what is committed on a topic, from its beginning. */
final class Committed {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private Committed() {}

  /** Records of {@code topic} until {@code enough} of them are there, and what follows at once. */
  static <V> List<ConsumerRecord<byte[], V>> read(
      Map<String, Object> client,
      String topic,
      Deserializer<V> values,
      Predicate<List<ConsumerRecord<byte[], V>>> enough) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List<ConsumerRecord<byte[], V>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], V> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(records) && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      consumer.poll(QUIET).forEach(records::add);
    }
    return records;
  }
}
