package io.sallyport.cli.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.contract.Topics;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What producers, the validator and the cell {@code deployments} write to one installation. */
public record Books(EmbeddedBroker broker, Topics topics) {
  public void receive(int count) throws Exception {
    try (KafkaProducer<byte[], byte[]> ingest = producer("ingest", Map.of())) {
      for (int i = 0; i < count; i++) {
        ingest
            .send(new ProducerRecord<>(topics.untrusted(), 0, new byte[] {1}, new byte[] {2}))
            .get();
      }
    }
  }

  public void decide(long progress, ReceiptRecord... receipts) {
    try (KafkaProducer<byte[], byte[]> validator = transactional("validator", validatorId())) {
      validator.beginTransaction();
      send(validator, receipts);
      validator.sendOffsetsToTransaction(
          Map.of(new TopicPartition(topics.untrusted(), 0), new OffsetAndMetadata(progress)),
          group());
      validator.commitTransaction();
    }
  }

  private ConsumerGroupMetadata group() {
    Map<String, Object> properties = new HashMap<>(broker.clientProperties("validator"));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, topics.validatorApplication());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  public void abort(ReceiptRecord... receipts) {
    try (KafkaProducer<byte[], byte[]> validator = transactional("validator", validatorId())) {
      validator.beginTransaction();
      send(validator, receipts);
      validator.abortTransaction();
    }
  }

  public void perform(ReceiptRecord... receipts) {
    String id = topics.executorTransaction("deployments", 1);
    try (KafkaProducer<byte[], byte[]> executor = transactional("executor-deployments", id)) {
      executor.beginTransaction();
      send(executor, receipts);
      executor.commitTransaction();
    }
  }

  private String validatorId() {
    return topics.prefix() + "-validator-test";
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, ReceiptRecord... receipts) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ReceiptRecord receipt : receipts) {
      byte[] chain = receipt.chain().getBytes(UTF_8);
      byte[] jws = receipt.jws().getBytes(UTF_8);
      sent.add(
          producer.send(new ProducerRecord<>(receipt.topic(), receipt.partition(), chain, jws)));
    }
    producer.flush();
    assertThat(sent).allMatch(Future::isDone);
  }

  private KafkaProducer<byte[], byte[]> transactional(String principal, String id) {
    KafkaProducer<byte[], byte[]> producer =
        producer(principal, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
    producer.initTransactions();
    return producer;
  }

  private KafkaProducer<byte[], byte[]> producer(String principal, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(broker.clientProperties(principal));
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
