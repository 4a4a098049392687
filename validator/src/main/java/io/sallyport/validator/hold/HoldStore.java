package io.sallyport.validator.hold;

import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.validator.bundle.HoldLimits;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.store.Stored;
import io.sallyport.validator.stream.ChainStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one partition's holds, in one store, see {@link HoldKeys}. Made anew
 * whenever a task begins, so that what it holds itself never outlives an aborted transaction. Owned
 * by the stream thread.
 */
final class HoldStore implements HoldMemory {
  /** How many entries one look takes of each order, so that a tick never holds up the records. */
  static final int AT_ONCE = 200;

  private final KeyValueStore<Bytes, byte[]> store;
  private final ChainStore chain;
  private final Walk others = new Walk();
  private final Walk all = new Walk();
  private @Nullable OpenHolds open;

  HoldStore(KeyValueStore<Bytes, byte[]> store, int partition) {
    this.store = store;
    ChainState start = ChainState.startOfHolds(partition);
    this.chain = new ChainStore(store, start, HoldKeys.HEAD, HoldKeys.BUNDLE);
  }

  @Override
  public Optional<Held> find(ActionId id) {
    byte[] value = store.get(HoldKeys.hold(id));
    return value == null ? Optional.empty() : Optional.of(held(value));
  }

  @Override
  public boolean isFull(Held held, HoldLimits limits) {
    return open().all() >= limits.total()
        || open().of(HoldKeys.sender(held)) >= limits.perPrincipal();
  }

  /** Counted once, then kept. */
  private OpenHolds open() {
    OpenHolds known = open;
    OpenHolds counted = known == null ? counted() : known;
    open = counted;
    return counted;
  }

  private OpenHolds counted() {
    OpenHolds counted = new OpenHolds();
    each(HoldKeys.first(HoldKeys.DEADLINES), Integer.MAX_VALUE, (key, value) -> counted.found());
    each(
        HoldKeys.first(HoldKeys.SENDERS),
        Integer.MAX_VALUE,
        (key, value) -> counted.foundOf(HoldKeys.sender(key)));
    return counted;
  }

  @Override
  public List<Kept> verdicts(ActionId id) {
    List<Kept> verdicts = new ArrayList<>();
    each(
        HoldKeys.verdicts(id),
        Integer.MAX_VALUE,
        (key, value) -> verdicts.add(kept(id, HoldKeys.person(key), value)));
    return verdicts;
  }

  private Kept kept(ActionId id, String person, byte[] jws) {
    byte[] until = store.get(HoldKeys.waiting(person, id));
    return new Kept(
        id,
        person,
        new String(jws, StandardCharsets.US_ASCII),
        until == null ? Optional.empty() : Optional.of(HoldKeys.instant(until)));
  }

  @Override
  public int waiting(String person, int most) {
    int[] found = {0};
    each(HoldKeys.waiting(person), most, (key, value) -> found[0]++);
    return found[0];
  }

  @Override
  public List<Held> overdue(Instant now) {
    List<Held> overdue = new ArrayList<>();
    for (Bytes key : until(HoldKeys.DEADLINES, now)) {
      overdue.add(required(find(HoldKeys.due(key))));
    }
    return overdue;
  }

  @Override
  public List<Kept> stale(Instant now) {
    List<Kept> stale = new ArrayList<>();
    for (Bytes key : until(HoldKeys.PATIENCE, now)) {
      ActionId id = HoldKeys.due(key);
      String person = HoldKeys.impatient(key);
      byte[] jws = store.get(HoldKeys.verdict(id, person));
      stale.add(kept(id, person, required(Optional.ofNullable(jws))));
    }
    return stale;
  }

  @Override
  public List<Held> ofOther(Digest bundle) {
    byte[] own = Stored.text(bundle.text());
    return others.next(value -> !Arrays.equals(value, own));
  }

  @Override
  public List<Held> some() {
    return all.next(_ -> true);
  }

  /** Goes over all holds, a few at a time and again from the beginning. */
  private final class Walk {
    private @Nullable Bytes lookedUpTo;

    /** Of the next few those of whose bundle that holds. */
    List<Held> next(Predicate<byte[]> bundle) {
      List<Held> found = new ArrayList<>();
      Bytes from = lookedUpTo == null ? HoldKeys.first(HoldKeys.DEADLINES) : lookedUpTo;
      Bytes last = null;
      int looked = 0;
      try (KeyValueIterator<Bytes, byte[]> entries =
          store.range(from, HoldKeys.last(HoldKeys.DEADLINES))) {
        while (entries.hasNext() && looked < AT_ONCE) {
          KeyValue<Bytes, byte[]> entry = entries.next();
          if (bundle.test(entry.value)) {
            found.add(required(find(HoldKeys.due(entry.key))));
          }
          last = entry.key;
          looked++;
        }
        lookedUpTo = entries.hasNext() ? last : null;
      }
      return found;
    }
  }

  /** Where the chain stands. */
  ChainState chain() {
    return chain.get();
  }

  /** Puts what {@code effects} say; after this nothing may fail. */
  void apply(HoldEffects effects) {
    chain.put(effects.chain());
    effects.changes().forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Opened(Held held) -> {
        count(held, true);
        put(HoldKeys.deadline(held), held.draft().decision().bundle().text());
        store.put(HoldKeys.hold(held.id()), HeldCodec.write(held));
        store.put(HoldKeys.ofSender(held), new byte[0]);
      }
      case Change.Closed(Held held) -> {
        count(held, false);
        store.delete(HoldKeys.hold(held.id()));
        store.delete(HoldKeys.deadline(held));
        store.delete(HoldKeys.ofSender(held));
        verdicts(held.id()).forEach(this::forget);
      }
      case Change.Remembered(Kept verdict) -> remember(verdict);
      case Change.Forgotten(Kept verdict) -> forget(verdict);
    }
  }

  private void count(Held held, boolean isOpen) {
    OpenHolds counted = open;
    if (counted == null || (store.get(HoldKeys.hold(held.id())) != null) == isOpen) {
      return;
    }
    if (isOpen) {
      counted.opened(HoldKeys.sender(held));
    } else {
      counted.closed(HoldKeys.sender(held));
    }
  }

  private void remember(Kept verdict) {
    put(HoldKeys.verdict(verdict.id(), verdict.person()), verdict.jws());
    verdict
        .until()
        .ifPresent(until -> {
          store.put(HoldKeys.waiting(verdict.person(), verdict.id()), HoldKeys.bytes(until));
          store.put(HoldKeys.patience(verdict, until), new byte[0]);
        });
  }

  private void forget(Kept verdict) {
    store.delete(HoldKeys.verdict(verdict.id(), verdict.person()));
    verdict
        .until()
        .ifPresent(until -> {
          store.delete(HoldKeys.waiting(verdict.person(), verdict.id()));
          store.delete(HoldKeys.patience(verdict, until));
        });
  }

  private List<Bytes> until(char order, Instant now) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(HoldKeys.first(order), HoldKeys.upTo(order, now))) {
      while (entries.hasNext() && keys.size() < AT_ONCE) {
        keys.add(entries.next().key);
      }
    }
    return keys;
  }

  private interface Seen {
    void entry(Bytes key, byte[] value);
  }

  private void each(Bytes prefix, int most, Seen seen) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix, HoldKeys.behind(prefix))) {
      for (int i = 0; i < most && entries.hasNext(); i++) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        seen.entry(entry.key, entry.value);
      }
    }
  }

  private static Held held(byte[] value) {
    return required(HeldCodec.parse(io.sallyport.contract.id.Bytes.of(value)));
  }

  private void put(Bytes key, String value) {
    store.put(key, Stored.text(value));
  }

  private static <T> T required(Optional<T> read) {
    return Stored.required("holds", read);
  }
}
