package io.sallyport.validator.stream;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The gate's two stores, that of the desk, and that of the holds. Key-value stores, not window
 * stores: those forget nothing under record timestamp 0, and long ones did not open again after a
 * kill. Their changelogs are topics of the manifest.
 */
public final class Stores {
  /** Identity (16 bytes) to {@link io.sallyport.validator.admit.Seen}. */
  public static final String SEEN = "seen";

  /** What the desk remembers; {@link io.sallyport.validator.desk.DeskStore} says how. */
  public static final String DESK = "desk";

  /** What waits for persons; {@link io.sallyport.validator.hold.HoldStore} says how. */
  public static final String HOLDS = "holds";

  /** Chain id to the text of its head; chain id and {@code /bundle} to the bundle's digest. */
  public static final String CHAINS = "chains";

  private Stores() {}

  /** The memory of deliveries: each entry is written once. */
  static StoreBuilder<KeyValueStore<Bytes, byte[]>> seen() {
    return builder(SEEN).withCachingDisabled();
  }

  /** The chains' heads: of all that a transaction brings, only the last is written, at its end. */
  static StoreBuilder<KeyValueStore<Bytes, byte[]>> chains() {
    return builder(CHAINS).withCachingEnabled();
  }

  /** What counts against quotas, and the head of the desk's chain. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> desk() {
    return builder(DESK).withCachingDisabled();
  }

  /** The holds, their verdicts and deadlines, and the head of their chain. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> holds() {
    return builder(HOLDS).withCachingDisabled();
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of());
  }
}
