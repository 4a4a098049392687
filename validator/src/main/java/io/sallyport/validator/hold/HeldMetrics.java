package io.sallyport.validator.hold;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * How much waits for persons on this instance's partitions, read from the store when somebody
 * looks. While partitions are on their way there is no sample.
 */
public final class HeldMetrics {
  /** What one look counts at most, so that it costs little whatever was sent. */
  static final int MOST = 10_000;

  private HeldMetrics() {}

  /** Shows how many there are, and when the next one's time is over. */
  public static void register(Metrics metrics, KafkaStreams streams) {
    metrics.sampled(
        "sallyport_validator_held",
        "Actions of this instance's partitions that wait for persons, 10000 at most.",
        List.of(),
        () -> ask(streams, HeldMetrics::count));
    metrics.sampled(
        "sallyport_validator_held_next_deadline_seconds",
        "When the next action that waits for persons expires, since 1970.",
        List.of(),
        () -> ask(streams, HeldMetrics::nextDeadline));
  }

  private static Map<List<String>, Double> ask(
      KafkaStreams streams, ToDoubleFunction<ReadOnlyKeyValueStore<Bytes, byte[]>> question) {
    try {
      ReadOnlyKeyValueStore<Bytes, byte[]> store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  Stores.HOLDS, QueryableStoreTypes.keyValueStore()));
      return Map.of(List.of(), question.applyAsDouble(store));
    } catch (InvalidStateStoreException e) {
      return Map.of();
    }
  }

  static double count(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    int found = 0;
    try (KeyValueIterator<Bytes, byte[]> deadlines = deadlines(store)) {
      while (found < MOST && deadlines.hasNext()) {
        deadlines.next();
        found++;
      }
    }
    return found;
  }

  /** In order within a partition; of several partitions the earliest counts. NaN: none waits. */
  static double nextDeadline(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    try (KeyValueIterator<Bytes, byte[]> deadlines = deadlines(store)) {
      double first = Double.NaN;
      for (int each = 0; each < MOST && deadlines.hasNext(); each++) {
        Instant deadline = HoldKeys.deadline(deadlines.next().key);
        double at = deadline.getEpochSecond();
        first = Double.isNaN(first) ? at : Math.min(first, at);
      }
      return first;
    }
  }

  private static KeyValueIterator<Bytes, byte[]> deadlines(
      ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    return store.range(HoldKeys.first(HoldKeys.DEADLINES), HoldKeys.last(HoldKeys.DEADLINES));
  }
}
