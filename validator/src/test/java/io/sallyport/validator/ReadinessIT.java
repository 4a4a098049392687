package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process that finds what a killed one leaves: a transaction that has not ended, before
 * which one of its partitions cannot be opened.
 */
@Timeout(200)
class ReadinessIT {
  private static final byte[] BODY =
      Demo.push("acme/shop", "main", "a".repeat(40)).getBytes(StandardCharsets.UTF_8);

  private static final byte[] KEY = Demo.id(BODY).key();

  @TempDir private Path directory;

  @Test
  void isReadyOnceAllItsPartitionsAreOpen() throws Exception {
    int open = Partitions.of(KEY, Demo.PARTITIONS);
    try (Installation installation = Installation.start(directory);
        KafkaProducer<byte[], byte[]> killed = killed(installation)) {
      killed.beginTransaction();
      killed.sendOffsetsToTransaction(
          Map.of(
              new TopicPartition(Demo.TOPICS.untrusted(), (open + 1) % Demo.PARTITIONS),
              new OffsetAndMetadata(0)),
          group(installation));
      installation.launchValidator();
      Traffic traffic = new Traffic(installation);
      traffic.send(
          "ingest", new ProducerRecord<>(Demo.TOPICS.untrusted(), open, KEY, BODY, Demo.headers()));

      traffic.sealed(1);

      assertThat(installation.readiness()).isEqualTo(503);
      assertThat(installation.log()).doesNotContain("\"ready\"");
      killed.abortTransaction();
      installation.awaitReady();
      assertThat(installation.readiness()).isEqualTo(200);
    }
  }

  private static ConsumerGroupMetadata group(Installation installation) {
    Map<String, Object> settings = new HashMap<>(installation.client("admin"));
    settings.put("group.id", Demo.TOPICS.validatorApplication());
    var bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(settings, bytes, bytes)) {
      return member.groupMetadata();
    }
  }

  private static KafkaProducer<byte[], byte[]> killed(Installation installation) {
    Map<String, Object> settings = new HashMap<>(installation.client("admin"));
    settings.put("transactional.id", "killed");
    settings.put("transaction.timeout.ms", 180_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
