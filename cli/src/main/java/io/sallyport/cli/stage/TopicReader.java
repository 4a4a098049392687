package io.sallyport.cli.stage;

import io.sallyport.cli.topic.CommittedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks for a record on a topic, from its beginning, committed records only. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> client;

  /** A reader with that principal's rights. */
  public TopicReader(Map<String, Object> client) {
    this.client = Map.copyOf(client);
  }

  /** The first record that is meant, once it is there; empty when the patience is over. */
  Optional<ConsumerRecord<byte[], byte[]>> find(
      String topic, Predicate<ConsumerRecord<byte[], byte[]>> meant) {
    try (CommittedRecords records = CommittedRecords.open(client, List.of(topic))) {
      records.seekToBeginning();
      Instant deadline = Instant.now().plus(Stage.PATIENCE);
      while (Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : records.poll(POLL)) {
          if (meant.test(record)) {
            return Optional.of(record);
          }
        }
      }
      return Optional.empty();
    }
  }
}
