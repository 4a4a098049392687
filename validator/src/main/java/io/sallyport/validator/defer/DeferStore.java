package io.sallyport.validator.defer;

import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.bundle.DeferLimits;
import io.sallyport.validator.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in the desk's store, see {@link DeferKeys}. Made anew whenever a task begins, so that
 * what it holds itself never outlives an aborted transaction. Owned by the stream thread.
 */
public final class DeferStore implements DeferMemory {
  /** How many whose time is over one tick ends. */
  static final int AT_ONCE = 200;

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> store;
  private org.apache.kafka.common.utils.@Nullable Bytes lookedUpTo;

  /** What waits in {@code store}. */
  public DeferStore(KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public Optional<Deferred> last(Line line) {
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> found =
        store.reverseRange(DeferKeys.first(line), DeferKeys.last(line))) {
      return found.hasNext() ? Optional.of(read(found.next())) : Optional.empty();
    }
  }

  /** What is decided next in that line. */
  public Optional<Deferred> first(Line line) {
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> found =
        store.range(DeferKeys.first(line), DeferKeys.last(line))) {
      return found.hasNext() ? Optional.of(read(found.next())) : Optional.empty();
    }
  }

  @Override
  public boolean isFull(Bytes payer, DeferLimits limits) {
    return holds(limits.perPrincipal(), DeferKeys.first(payer), DeferKeys.last(payer))
        || holds(limits.total(), DeferKeys.first(DeferKeys.ENDS), DeferKeys.last(DeferKeys.ENDS));
  }

  private boolean holds(
      int most, org.apache.kafka.common.utils.Bytes from, org.apache.kafka.common.utils.Bytes to) {
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> found =
        store.range(from, to)) {
      int count = 0;
      while (count < most && found.hasNext()) {
        found.next();
        count++;
      }
      return count == most;
    }
  }

  /** Some of those whose time is over at {@code now}, the earliest first. */
  public List<Deferred> overdue(Instant now) {
    List<Deferred> overdue = new ArrayList<>();
    for (KeyValue<org.apache.kafka.common.utils.Bytes, byte[]> end :
        ends(DeferKeys.first(DeferKeys.ENDS), DeferKeys.over(now))) {
      at(DeferKeys.place(end.key))
          .filter(each -> DeferKeys.end(each).equals(end.key))
          .ifPresentOrElse(overdue::add, () -> forget(end));
    }
    return overdue;
  }

  /** Some of those that come next and whose time is over after {@code now}, but by {@code then}. */
  public List<Deferred> closing(Instant now, Instant then) {
    List<Deferred> closing = new ArrayList<>();
    for (KeyValue<org.apache.kafka.common.utils.Bytes, byte[]> end :
        ends(DeferKeys.over(now), DeferKeys.over(then))) {
      Deferred.Place place = DeferKeys.place(end.key);
      first(place.line()).filter(first -> first.place().equals(place)).ifPresent(closing::add);
    }
    return closing;
  }

  private List<KeyValue<org.apache.kafka.common.utils.Bytes, byte[]>> ends(
      org.apache.kafka.common.utils.Bytes from, org.apache.kafka.common.utils.Bytes to) {
    List<KeyValue<org.apache.kafka.common.utils.Bytes, byte[]>> ends = new ArrayList<>();
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> found =
        store.range(from, to)) {
      while (found.hasNext() && ends.size() < AT_ONCE) {
        ends.add(found.next());
      }
    }
    return ends;
  }

  /** An end of nothing: a local store that is older than the deletions that a changelog keeps. */
  private void forget(KeyValue<org.apache.kafka.common.utils.Bytes, byte[]> end) {
    store.delete(end.key);
    Deferred.Place place = DeferKeys.place(end.key);
    if (store.get(DeferKeys.waiting(place)) == null) {
      store.delete(DeferKeys.payer(Bytes.of(end.value), place));
    }
  }

  private Optional<Deferred> at(Deferred.Place place) {
    return Optional.ofNullable(store.get(DeferKeys.waiting(place)))
        .map(value -> required(DeferredCodec.parse(place, value)));
  }

  /** The next line; behind the last the first again. */
  public Optional<Line> next() {
    org.apache.kafka.common.utils.Bytes start = DeferKeys.first(DeferKeys.WAITING);
    Optional<Line> next =
        lineFrom(lookedUpTo == null ? start : lookedUpTo).or(() -> lineFrom(start));
    lookedUpTo = next.map(DeferKeys::last).orElse(null);
    return next;
  }

  private Optional<Line> lineFrom(org.apache.kafka.common.utils.Bytes from) {
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> found =
        store.range(from, DeferKeys.last(DeferKeys.WAITING))) {
      return found.hasNext()
          ? Optional.of(DeferKeys.place(found.next().key).line())
          : Optional.empty();
    }
  }

  /** Puts what {@code change} says; nothing in it may fail. */
  public void apply(DeferChange change) {
    switch (change) {
      case DeferChange.Waits(Deferred deferred) -> {
        store.put(DeferKeys.waiting(deferred.place()), DeferredCodec.write(deferred));
        store.put(DeferKeys.end(deferred), deferred.payer().toArray());
        store.put(DeferKeys.payer(deferred), new byte[0]);
      }
      case DeferChange.Left(Deferred deferred) -> {
        store.delete(DeferKeys.waiting(deferred.place()));
        store.delete(DeferKeys.end(deferred));
        store.delete(DeferKeys.payer(deferred));
      }
    }
  }

  private static Deferred read(KeyValue<org.apache.kafka.common.utils.Bytes, byte[]> entry) {
    return required(DeferredCodec.parse(DeferKeys.place(entry.key), entry.value));
  }

  private static <T> T required(Optional<T> read) {
    return Stored.required("desk", read);
  }
}
