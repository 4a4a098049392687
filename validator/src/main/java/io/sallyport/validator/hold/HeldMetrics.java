package io.sallyport.validator.hold;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.StoreGauges;
import io.sallyport.validator.stream.Stores;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** How much waits for persons on this instance's partitions. */
public final class HeldMetrics {
  private static final Bytes FIRST = HoldKeys.first(HoldKeys.DEADLINES);
  private static final Bytes LAST = HoldKeys.last(HoldKeys.DEADLINES);

  private HeldMetrics() {}

  /** Shows how many there are, and when the next one's time is over. */
  public static void register(Metrics metrics, KafkaStreams streams) {
    StoreGauges gauges = new StoreGauges(metrics, streams, Stores.HOLDS);
    gauges.add(
        "sallyport_validator_held",
        "Actions of this instance's partitions that wait for persons, 10000 at most.",
        store -> StoreGauges.count(store, FIRST, LAST));
    gauges.add(
        "sallyport_validator_held_next_deadline_seconds",
        "When the next action that waits for persons expires, since 1970.",
        HeldMetrics::nextDeadline);
  }

  /** In order within a partition; of several partitions the earliest counts. NaN: none waits. */
  static double nextDeadline(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    try (KeyValueIterator<Bytes, byte[]> deadlines = store.range(FIRST, LAST)) {
      double first = Double.NaN;
      for (int each = 0; each < StoreGauges.MOST && deadlines.hasNext(); each++) {
        Instant deadline = HoldKeys.deadline(deadlines.next().key);
        double at = deadline.getEpochSecond();
        first = Double.isNaN(first) ? at : Math.min(first, at);
      }
      return first;
    }
  }
}
