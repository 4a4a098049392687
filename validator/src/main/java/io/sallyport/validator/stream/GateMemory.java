package io.sallyport.validator.stream;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.receipt.ChainHead;
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
  private final KeyValueStore<Bytes, byte[]> chains;
  private @Nullable ChainState current;
  private @Nullable Bytes cleanedUpTo;

  GateMemory(KeyValueStore<Bytes, byte[]> seen, KeyValueStore<Bytes, byte[]> chains) {
    this.seen = seen;
    this.chains = chains;
  }

  @Override
  public Optional<Seen> find(DedupeId id) {
    byte[] value = seen.get(Bytes.wrap(id.memoryKey()));
    return value == null ? Optional.empty() : Optional.of(decoded(value));
  }

  /** Where the chain stands; read from the store once, since nobody else writes there. */
  ChainState chain(int partition) {
    ChainState known = current;
    if (known == null) {
      known = read(partition);
      current = known;
    }
    return known;
  }

  private ChainState read(int partition) {
    String chain = ChainState.chain(partition);
    Optional<String> head = text(chain);
    if (head.isEmpty()) {
      return ChainState.start(partition);
    }
    ChainHead parsed =
        ChainHead.parse(chain, head.get())
            .orElseThrow(() -> new IllegalStateException("the store chains is damaged"));
    return new ChainState(parsed, text(chain + BUNDLE).flatMap(BundleVersion::parse));
  }

  /** Puts what {@code effects} say; after this nothing may fail. */
  void apply(Effects effects) {
    ChainState chain = effects.chain();
    String name = chain.head().chain();
    put(name, chain.head().text());
    Optional<BundleVersion> before = current == null ? Optional.empty() : current.bundle();
    if (!chain.bundle().equals(before)) {
      chain.bundle().ifPresent(bundle -> put(name + BUNDLE, bundle.text()));
    }
    current = chain;
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

  private Optional<String> text(String key) {
    byte[] value = chains.get(Bytes.wrap(key.getBytes(StandardCharsets.US_ASCII)));
    return value == null
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.US_ASCII));
  }

  private void put(String key, String value) {
    chains.put(
        Bytes.wrap(key.getBytes(StandardCharsets.US_ASCII)),
        value.getBytes(StandardCharsets.US_ASCII));
  }
}
