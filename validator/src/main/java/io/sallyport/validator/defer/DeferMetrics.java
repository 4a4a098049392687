package io.sallyport.validator.defer;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.StoreGauges;
import io.sallyport.validator.stream.Stores;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** How much waits at the desk on this instance's partitions. */
public final class DeferMetrics {
  private DeferMetrics() {}

  /** Shows how many there are. */
  public static void register(Metrics metrics, KafkaStreams streams) {
    new StoreGauges(metrics, streams, Stores.DESK)
        .add(
            "sallyport_validator_deferred",
            "Actions of this instance's partitions that wait at the desk, 10000 at most.",
            DeferMetrics::count);
  }

  /** By their ends, which are small. */
  static double count(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    return StoreGauges.count(
        store, DeferKeys.first(DeferKeys.ENDS), DeferKeys.last(DeferKeys.ENDS));
  }
}
