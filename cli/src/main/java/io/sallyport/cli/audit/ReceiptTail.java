package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads receipts topics from their beginning, committed records only, each time to the end that a
 * read_uncommitted client sees. Owned by one thread.
 */
public final class ReceiptTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Offsets offsets;
  private final Duration patience;

  private ReceiptTail(Consumer<byte[], byte[]> consumer, Offsets offsets, Duration patience) {
    this.consumer = consumer;
    this.offsets = offsets;
    this.patience = patience;
  }

  /** A tail of {@code topics}; one read may take as long as {@code patience}. */
  public static ReceiptTail open(
      Map<String, Object> client, Collection<String> topics, Offsets offsets, Duration patience) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = offsets.partitions(topics);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new ReceiptTail(consumer, offsets, patience);
  }

  /** What came since the last read. */
  public List<ReceiptRecord> readToEnd() {
    Map<TopicPartition, Long> ends = offsets.ends(consumer.assignment());
    Instant deadline = Instant.now().plus(patience);
    List<ReceiptRecord> records = new ArrayList<>();
    while (isBehind(ends)) {
      if (Instant.now().isAfter(deadline)) {
        throw new CannotRun(
            "a receipts topic has not come to its end in " + patience.toSeconds() + " s.",
            "A transaction is open that long only if its writer died; try again in a minute.");
      }
      consumer.poll(POLL).forEach(record -> records.add(receipt(record)));
    }
    return List.copyOf(records);
  }

  private boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private static ReceiptRecord receipt(ConsumerRecord<byte[], byte[]> record) {
    return new ReceiptRecord(
        record.topic(), record.partition(), ascii(record.key()), ascii(record.value()));
  }

  private static String ascii(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes)
        .map(some -> new String(some, StandardCharsets.ISO_8859_1))
        .orElse("");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
