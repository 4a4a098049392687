package io.sallyport.executor.claim;

import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A cell's group as whoever is no member of it writes under. */
final class Nobody {
  private Nobody() {}

  static ConsumerGroupMetadata of(EmbeddedBroker broker, Cell cell) {
    Map<String, Object> settings = new HashMap<>(broker.clientProperties("admin"));
    settings.put("group.id", cell.names().executorGroup(cell.name()));
    try (KafkaConsumer<byte[], byte[]> nobody =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return nobody.groupMetadata();
    }
  }
}
