package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.defer.DeferStore;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.session.SessionChange;
import io.sallyport.validator.session.SessionMemory;
import io.sallyport.validator.session.SessionStore;
import io.sallyport.validator.store.Stored;
import io.sallyport.validator.stream.ChainStore;
import io.sallyport.validator.watch.Known;
import io.sallyport.validator.watch.WatchMemory;
import io.sallyport.validator.watch.WatchStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is remembered of one partition of the desk, in one store, see {@link StoreKeys}. Made anew
 * whenever a task begins, so that what it holds itself never outlives an aborted transaction. Owned
 * by the stream thread.
 */
final class DeskStore implements DeskMemory {
  /** How many charges one tick forgets, so that it never holds up the records. */
  static final int AT_ONCE = 1_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final ChainStore chain;
  private final SessionStore sessions;
  private final DeferStore deferred;
  private final WatchStore watched;

  DeskStore(KeyValueStore<Bytes, byte[]> store, int partition) {
    this.store = store;
    ChainState start = ChainState.startOfDesk(partition);
    this.chain = new ChainStore(store, start, StoreKeys.HEAD, StoreKeys.BUNDLE);
    this.sessions = new SessionStore(store);
    this.deferred = new DeferStore(store);
    this.watched = new WatchStore(store);
  }

  @Override
  public List<Charge> charges(Window window, Instant from) {
    List<Charge> charges = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(StoreKeys.later(window, from), StoreKeys.last(window))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        charges.add(StoreKeys.charge(entry.key, entry.value));
      }
    }
    return charges;
  }

  @Override
  public List<Charge> charges(ActionId action) {
    return found(StoreKeys.of(action), StoreKeys.last(action));
  }

  @Override
  public List<Charge> over(Instant now) {
    return found(StoreKeys.first(), StoreKeys.over(now));
  }

  /** The charges to which the keys between lead. */
  private List<Charge> found(Bytes from, Bytes to) {
    List<Charge> charges = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
      while (entries.hasNext() && charges.size() < AT_ONCE) {
        Bytes key = StoreKeys.charge(entries.next().key);
        charges.add(StoreKeys.charge(key, required(Optional.ofNullable(store.get(key)))));
      }
    }
    return charges;
  }

  @Override
  public SessionMemory sessions() {
    return sessions;
  }

  @Override
  public DeferStore deferred() {
    return deferred;
  }

  @Override
  public WatchMemory watched() {
    return watched;
  }

  @Override
  public long heard(String chain) {
    byte[] value = store.get(StoreKeys.heard(chain));
    return value == null ? -1 : StoreKeys.number(value);
  }

  @Override
  public Optional<Word.Last> witnessed(String chain) {
    return Optional.ofNullable(store.get(StoreKeys.witnessed(chain))).map(StoreKeys::last);
  }

  /** Where the chain stands. */
  ChainState chain() {
    return chain.get();
  }

  /** Puts what {@code effects} say; after this nothing may fail. */
  void apply(DeskEffects effects) {
    chain.put(effects.chain());
    effects.changes().forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Charged(Charge charge) -> {
        store.put(StoreKeys.charge(charge), StoreKeys.value(charge));
        store.put(StoreKeys.action(charge), new byte[0]);
        store.put(StoreKeys.end(charge), new byte[0]);
      }
      case Change.Dropped(Charge charge) -> {
        store.delete(StoreKeys.charge(charge));
        store.delete(StoreKeys.action(charge));
        store.delete(StoreKeys.end(charge));
      }
      case Change.OfSession(SessionChange of) -> sessions.apply(of);
      case Change.OfDeferred(DeferChange of) -> deferred.apply(of);
      case Change.OfSender(DeskKey sender, Known known) -> watched.put(sender, known);
      case Change.Witnessed(String chain, Word.Last last) ->
          store.put(StoreKeys.witnessed(chain), StoreKeys.value(last));
      case Change.Heard(String chain, long number) ->
          store.put(StoreKeys.heard(chain), Stored.number(number));
    }
  }

  private static <T> T required(Optional<T> read) {
    return Stored.required("desk", read);
  }
}
