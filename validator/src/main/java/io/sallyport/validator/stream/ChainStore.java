package io.sallyport.validator.stream;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.validator.gate.ChainState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of receipts of one partition stands, in a store of its task. Owned by the stream
 * thread.
 */
public final class ChainStore {
  private final KeyValueStore<Bytes, byte[]> store;
  private final ChainState start;
  private final Bytes head;
  private final Bytes bundle;
  private @Nullable ChainState current;

  /**
   * The chain whose head, and the bundle that its last reload named, lie under these keys of {@code
   * store}; {@code start} while nothing does.
   */
  public ChainStore(
      KeyValueStore<Bytes, byte[]> store, ChainState start, Bytes head, Bytes bundle) {
    this.store = store;
    this.start = start;
    this.head = head;
    this.bundle = bundle;
  }

  /** Where it stands; read once, since nobody else writes there. */
  public ChainState get() {
    ChainState known = current;
    if (known == null) {
      known = text(head).map(this::read).orElse(start);
      current = known;
    }
    return known;
  }

  private ChainState read(String text) {
    ChainHead parsed =
        ChainHead.parse(start.head().chain(), text)
            .orElseThrow(
                () -> new IllegalStateException("the store " + store.name() + " is damaged"));
    return new ChainState(parsed, text(bundle).flatMap(BundleVersion::parse));
  }

  /** It stands there now. */
  public void put(ChainState chain) {
    ChainState before = current;
    if (chain.equals(before)) {
      return;
    }
    put(head, chain.head().text());
    if (before == null || !chain.bundle().equals(before.bundle())) {
      chain.bundle().ifPresent(named -> put(bundle, named.text()));
    }
    current = chain;
  }

  private Optional<String> text(Bytes key) {
    return Optional.ofNullable(store.get(key))
        .map(value -> new String(value, StandardCharsets.US_ASCII));
  }

  private void put(Bytes key, String value) {
    store.put(key, value.getBytes(StandardCharsets.US_ASCII));
  }
}
