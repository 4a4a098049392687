package io.sallyport.validator.watch;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.store.Stored;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Senders in the desk's store: the letter k and the desk key, of each. Keeps nothing itself. Owned
 * by the stream thread.
 */
public final class WatchStore implements WatchMemory {
  private final KeyValueStore<Bytes, byte[]> store;

  /** Senders in {@code store}. */
  public WatchStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public Optional<Known> known(DeskKey sender) {
    return Optional.ofNullable(store.get(key(sender)))
        .map(value -> Stored.required("desk", KnownCodec.read(value)));
  }

  /** Puts what is known from now on; nothing in it may fail. */
  public void put(DeskKey sender, Known known) {
    store.put(key(sender), KnownCodec.write(known));
  }

  private static Bytes key(DeskKey sender) {
    return Stored.key('k', Stored.text(sender.text()));
  }
}
