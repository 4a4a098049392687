package io.sallyport.cli.listen;

import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.terminal.CannotRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is appended to a receipts topic from now on, committed records only. Owned by one thread.
 */
final class ReceiptFeed implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;

  private ReceiptFeed(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Opens {@code topic} at its end. */
  static ReceiptFeed open(Map<String, Object> client, String topic) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    ReceiptFeed feed =
        new ReceiptFeed(
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    feed.seekToEnd(topic);
    return feed;
  }

  private void seekToEnd(String topic) {
    try {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    } catch (TopicAuthorizationException e) {
      close();
      throw new CannotRun(
          "this principal may not read " + topic + ".",
          "Receipts are for the auditor and the operator: give their client properties.",
          e);
    }
  }

  /** What came, in the order of its partition; waits that long for something. */
  List<ReceiptRecord> next(Duration wait) {
    List<ReceiptRecord> records = new ArrayList<>();
    consumer.poll(wait).forEach(record -> records.add(receipt(record)));
    return List.copyOf(records);
  }

  private static ReceiptRecord receipt(ConsumerRecord<byte[], byte[]> record) {
    return new ReceiptRecord(
        record.topic(), record.partition(), latin(record.key()), latin(record.value()));
  }

  private static String latin(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes)
        .map(some -> new String(some, StandardCharsets.ISO_8859_1))
        .orElse("");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
