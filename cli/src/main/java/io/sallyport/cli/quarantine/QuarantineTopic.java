package io.sallyport.cli.quarantine;

import io.sallyport.cli.terminal.CannotRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the quarantine topic, committed records only, one after the other; keeps none of them.
 * Owned by one thread.
 */
public final class QuarantineTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FETCH_BYTES = Integer.toString(8 << 20);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;

  QuarantineTopic(Consumer<byte[], byte[]> consumer, String topic, Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
  }

  /** What is told of each record. */
  public interface Reader {
    /** One record, in the order of its partition. */
    void read(Quarantined record);
  }

  /** Opens {@code topic} with that principal's rights. */
  public static QuarantineTopic open(Map<String, Object> client, String topic) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return new QuarantineTopic(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topic,
        PATIENCE);
  }

  /** Reads all from the first record to the one that is the last now. */
  public void readAll(Reader reader) {
    permitted(() -> {
      List<TopicPartition> partitions = assign();
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant deadline = Instant.now().plus(patience);
      while (isBehind(ends)) {
        boolean moved = poll(POLL, reader);
        deadline = moved ? Instant.now().plus(patience) : deadline;
        if (Instant.now().isAfter(deadline)) {
          throw new CannotRun(
              "the quarantine topic has not come to its end.",
              "Is the broker reachable? 'sallyport status' tells.");
        }
      }
    });
  }

  /** Goes to the end, so that {@link #follow} gives what comes from now on. */
  public void seekToEnd() {
    permitted(() -> {
      List<TopicPartition> partitions = assign();
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    });
  }

  /** Gives what has come, or waits a moment for it. */
  public void follow(Duration wait, Reader reader) {
    permitted(() -> poll(wait, reader));
  }

  private boolean poll(Duration wait, Reader reader) {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      reader.read(Quarantined.from(record));
      any = true;
    }
    return any;
  }

  private List<TopicPartition> assign() {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    consumer.assign(partitions);
    return partitions;
  }

  private boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private void permitted(Runnable reading) {
    try {
      reading.run();
    } catch (TopicAuthorizationException e) {
      throw new CannotRun(
          "this principal may not read " + topic + ".",
          "Payloads of quarantine are for the operator: give the operator's client properties.",
          e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
