package io.sallyport.compose.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed on a topic now. */
final class Records {
  private Records() {}

  /** All of it, partition by partition. */
  static List<ConsumerRecord<byte[], byte[]>> of(Map<String, Object> client, String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (var part : reader.partitionsFor(topic)) {
        TopicPartition place = new TopicPartition(topic, part.partition());
        reader.assign(List.of(place));
        reader.seekToBeginning(List.of(place));
        long end = reader.endOffsets(List.of(place)).getOrDefault(place, 0L);
        while (reader.position(place) < end) {
          all.addAll(reader.poll(Duration.ofMillis(100)).records(place));
        }
      }
    }
    return all;
  }
}
