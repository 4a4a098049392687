package io.sallyport.validator.stream;

import io.sallyport.service.metrics.Metrics;
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
 * Numbers that are read from a store of this instance's partitions when somebody looks. While
 * partitions are on their way there is no sample.
 *
 * @param store its name
 */
public record StoreGauges(Metrics metrics, KafkaStreams streams, String store) {
  /** What one look counts at most, so that it costs little whatever was sent. */
  public static final int MOST = 10_000;

  /** Shows the answer to {@code question}. */
  public void add(
      String name, String help, ToDoubleFunction<ReadOnlyKeyValueStore<Bytes, byte[]>> question) {
    metrics.sampled(name, help, List.of(), () -> ask(question));
  }

  private Map<List<String>, Double> ask(
      ToDoubleFunction<ReadOnlyKeyValueStore<Bytes, byte[]>> question) {
    try {
      ReadOnlyKeyValueStore<Bytes, byte[]> read =
          streams.store(
              StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
      return Map.of(List.of(), question.applyAsDouble(read));
    } catch (InvalidStateStoreException e) {
      return Map.of();
    }
  }

  /** How many entries lie between, {@link #MOST} at most. */
  public static double count(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes from, Bytes to) {
    int found = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
      while (found < MOST && entries.hasNext()) {
        entries.next();
        found++;
      }
    }
    return found;
  }
}
