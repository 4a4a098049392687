package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose topics are read beside those of the bundle's cells, on a real broker. */
@Timeout(180)
class ServedCellsIT {
  private static final Topics TOPICS = new Topics("served");
  private static final Set<String> NAMED = Set.of("pay");
  private static final TopicPartition HELD = new TopicPartition(TOPICS.held("old"), 0);

  @TempDir private Path directory;

  /** Without its place the validator would read all that was ever held there as if it were new. */
  @Test
  void areThoseWhosePlaceIsKept() throws Exception {
    ManifestSpec spec =
        new ManifestSpec(TOPICS, (short) 1, 1, 1, 1, Map.of("pay", 1, "old", 1), Map.of(), 1 << 20);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
        Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, Manifest.of(spec), Duration.ofSeconds(30)).apply();
      ClusterCheck check = new ClusterCheck(admin);
      assertThat(check.cells(TOPICS, NAMED)).containsExactly("old", "pay");

      hold(broker.clientProperties("admin"));
      assertThat(check.cells(TOPICS, NAMED)).containsExactly("pay");

      admin
          .alterConsumerGroupOffsets(
              TOPICS.validatorApplication(), Map.of(HELD, new OffsetAndMetadata(0)))
          .all()
          .get();
      assertThat(check.cells(TOPICS, NAMED)).containsExactly("old", "pay");
    }
  }

  private static void hold(Map<String, Object> client) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(HELD.topic(), 0, new byte[1], new byte[1])).get();
    }
  }
}
