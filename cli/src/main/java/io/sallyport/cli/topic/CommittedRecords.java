package io.sallyport.cli.topic;

import io.sallyport.cli.terminal.CannotRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of all partitions of some topics, outside any group. What the principal may
 * not read is a {@link CannotRun}. Owned by one thread.
 */
public final class CommittedRecords implements AutoCloseable {
  private static final String FETCH_BYTES = Integer.toString(8 << 20);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final InstantSource clock;

  /**
   * Whoever takes records.
   *
   * @param <E> how that may fail
   */
  public interface Taker<E extends Exception> {
    /** Takes one, in the order of its partition. */
    void take(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  /**
   * Takes {@code consumer} over, which reads committed records only; but where each record proves
   * itself, as revocations do.
   */
  public CommittedRecords(Consumer<byte[], byte[]> consumer, Collection<String> topics) {
    this(consumer, topics, InstantSource.system());
  }

  CommittedRecords(
      Consumer<byte[], byte[]> consumer, Collection<String> topics, InstantSource clock) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.clock = clock;
    List<TopicPartition> partitions = new ArrayList<>();
    try {
      for (String topic : topics) {
        consumer
            .partitionsFor(topic)
            .forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
      }
      consumer.assign(partitions);
    } catch (TopicAuthorizationException e) {
      consumer.close();
      throw forbidden(e);
    }
  }

  /** Opens the topics with that client's rights; begin with one of the two seeks. */
  public static CommittedRecords open(Map<String, Object> client, Collection<String> topics) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return new CommittedRecords(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics);
  }

  /** Goes to the first record that is still there. */
  public void seekToBeginning() {
    consumer.seekToBeginning(consumer.assignment());
  }

  /** Goes behind the last record that is there now. */
  public void seekToEnd() {
    try {
      consumer.seekToEnd(consumer.assignment());
      // The end is asked for when the position is: without this it would be a later one.
      consumer.assignment().forEach(consumer::position);
    } catch (TopicAuthorizationException e) {
      throw forbidden(e);
    }
  }

  /** Goes to these offsets; says where each partition is then. */
  public Map<TopicPartition, Long> seek(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition each : consumer.assignment()) {
      Optional.ofNullable(offsets.get(each)).ifPresent(offset -> consumer.seek(each, offset));
      positions.put(each, consumer.position(each));
    }
    return positions;
  }

  /** Goes to the last {@code count} records of each partition. */
  public void seekBack(long count) {
    Map<TopicPartition, Long> ends = ends();
    consumer
        .beginningOffsets(consumer.assignment())
        .forEach((partition, begin) ->
            consumer.seek(partition, Math.max(begin, ends.getOrDefault(partition, begin) - count)));
  }

  /** Gives all from here to what is the last now. */
  public <E extends Exception> void readToEnd(Taker<E> taker) throws E {
    readToEnd(PATIENCE, taker);
  }

  /** As the other, but gives up when nothing comes for that long. */
  public <E extends Exception> void readToEnd(Duration patience, Taker<E> taker) throws E {
    if (!readTo(ends(), patience, taker)) {
      throw new CannotRun(
          String.join(" and ", topics) + " did not come to an end.",
          "Is the broker reachable? 'sallyport doctor' tells; of a local stack 'sallyport"
              + " status'.");
    }
  }

  /** Gives each record as it comes; false when nothing came for {@code patience} before the end. */
  public <E extends Exception> boolean readTo(
      Map<TopicPartition, Long> ends, Duration patience, Taker<E> taker) throws E {
    Instant deadline = clock.instant().plus(patience);
    while (isBefore(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : poll(POLL)) {
        taker.take(record);
        deadline = clock.instant().plus(patience);
      }
      if (clock.instant().isAfter(deadline)) {
        return false;
      }
    }
    return true;
  }

  /** What came, each partition's in its order; waits that long for something. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (TopicAuthorizationException e) {
      throw forbidden(e);
    }
  }

  /** All partitions. */
  public Set<TopicPartition> partitions() {
    return consumer.assignment();
  }

  /** Where each partition's committed records end now. */
  public Map<TopicPartition, Long> ends() {
    try {
      return consumer.endOffsets(consumer.assignment());
    } catch (TopicAuthorizationException e) {
      throw forbidden(e);
    }
  }

  /** Whether the first records of a partition were deleted, by retention or by somebody. */
  public boolean isCut(TopicPartition partition) {
    return consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L) > 0;
  }

  /** Whether a partition was read further than it goes. */
  public boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) > end.getValue());
  }

  /** Whether something before {@code ends} is still to be polled. */
  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private CannotRun forbidden(TopicAuthorizationException e) {
    return new CannotRun(
        "this principal may not read " + String.join(" or ", topics) + ".",
        "Receipts are for the auditor, payloads of quarantine for the inspector, both for the"
            + " operator too: give their client properties. What came in is for the integrator,"
            + " what waits for persons for approvers.",
        e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
