package io.sallyport.validator;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** What goes into an installation and comes out of it, each as the principal that may. */
record Traffic(Installation installation) {
  void send(String principal, ProducerRecord<byte[], byte[]> record) throws Exception {
    Map<String, Object> client = new HashMap<>(installation.client(principal));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** Sends what the executor has to say, and waits until the validator has read it. */
  void tell(ProducerRecord<byte[], byte[]> outcome) throws Exception {
    send("executor-deployments", outcome);
    TopicPartition place = new TopicPartition(outcome.topic(), outcome.partition());
    try (Admin admin = Admin.create(installation.client("admin"))) {
      long end =
          admin
              .listOffsets(Map.of(place, OffsetSpec.latest()))
              .partitionResult(place)
              .get()
              .offset();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> committed(admin, place) >= end);
    }
  }

  private static long committed(Admin admin, TopicPartition place) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin
            .listConsumerGroupOffsets(Demo.TOPICS.validatorApplication())
            .partitionsToOffsetAndMetadata()
            .get();
    return Optional.ofNullable(offsets.get(place)).map(OffsetAndMetadata::offset).orElse(0L);
  }

  /** What the validator has written, once the desk has decided so often. */
  List<Receipt> receipts(int rulings) {
    return Readback.receipts(
        Committed.read(
            installation.client("operator"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> rulings(Readback.receipts(found)).size() >= rulings));
  }

  /** What the desk has decided, in its order, once there are so many. */
  List<DeskRuling> rulings(int count) {
    return rulings(receipts(count));
  }

  private static List<DeskRuling> rulings(List<Receipt> receipts) {
    List<DeskRuling> rulings = new ArrayList<>();
    for (Receipt receipt : receipts) {
      if (receipt.body() instanceof ReceiptBody.Ruled ruled) {
        rulings.add(ruled.ruling());
      }
    }
    return rulings;
  }

  /** What was sealed, the oldest first, once there is so much. */
  List<Mandate> sealed(int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation.client("executor-deployments"),
            Demo.TOPICS.trusted("deployments"),
            new ByteArrayDeserializer(),
            found -> found.size() >= count);
    return records.stream().map(Readback::mandate).toList();
  }
}
