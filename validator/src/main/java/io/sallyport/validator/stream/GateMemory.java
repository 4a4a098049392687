package io.sallyport.validator.stream;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the gate remembers of one partition, in its stores. Made anew whenever a task begins, so
 * that what it holds itself never outlives an aborted transaction. Owned by the stream thread.
 */
final class GateMemory implements Memory {
  /** How many entries one cleaning looks at, so that it never holds up the records. */
  static final int CLEANED_AT_ONCE = 1000;

  private static final String BUNDLE = "/bundle";

  private final KeyValueStore<Bytes, byte[]> seen;
  private final ChainStore chain;
  private @Nullable Bytes cleanedUpTo;

  GateMemory(
      KeyValueStore<Bytes, byte[]> seen, KeyValueStore<Bytes, byte[]> chains, int partition) {
    this.seen = seen;
    String name = ChainState.chain(partition);
    this.chain = new ChainStore(chains, ChainState.start(partition), key(name), key(name + BUNDLE));
  }

  private static Bytes key(String name) {
    return Bytes.wrap(name.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<Seen> find(DedupeId id) {
    byte[] value = seen.get(Bytes.wrap(id.memoryKey()));
    return value == null ? Optional.empty() : Optional.of(decoded(value));
  }

  /** Where the chain stands. */
  ChainState chain() {
    return chain.get();
  }

  /** Puts what {@code effects} say; after this nothing may fail. */
  void apply(Effects effects) {
    chain.put(effects.chain());
    effects
        .remembered()
        .forEach(entry -> seen.put(Bytes.wrap(entry.id().memoryKey()), entry.seen().encode()));
  }

  /** Forgets what is over among the next entries in the order of their keys. */
  void clean(Instant now) {
    try (KeyValueIterator<Bytes, byte[]> entries = seen.range(cleanedUpTo, null)) {
      int looked = 0;
      Bytes last = null;
      while (entries.hasNext() && looked < CLEANED_AT_ONCE) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (decoded(entry.value).isOver(now)) {
          seen.delete(entry.key);
        }
        last = entry.key;
        looked++;
      }
      cleanedUpTo = entries.hasNext() ? last : null;
    }
  }

  private static Seen decoded(byte[] value) {
    return Seen.decode(value)
        .orElseThrow(() -> new IllegalStateException("the store seen is damaged"));
  }
}
