package io.sallyport.validator.session;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.validator.store.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sessions in the desk's store, see {@link SessionKeys}. What is read must have the digest that was
 * kept of it. Keeps nothing itself. Owned by the stream thread.
 */
public final class SessionStore implements SessionMemory {
  /** How many entries one tick forgets, and the rest of the last session. */
  static final int AT_ONCE = 1_000;

  private final KeyValueStore<Bytes, byte[]> store;

  /** Sessions in {@code store}. */
  public SessionStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public Optional<Session> session(DeskKey owner, SessionId id) {
    SessionKeys.Name name = new SessionKeys.Name(owner, id);
    byte[] opened = store.get(SessionKeys.opened(name));
    if (opened == null && store.get(SessionKeys.head(name)) != null) {
      throw new IllegalStateException("the store desk is damaged: a session has no beginning");
    }
    return Optional.ofNullable(opened)
        .map(value -> session(name, required(SessionCodec.opened(value))));
  }

  private Session session(SessionKeys.Name name, Session.Opened opened) {
    List<Entry> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(SessionKeys.entry(name, 0), SessionKeys.entry(name, Integer.MAX_VALUE))) {
      while (found.hasNext()) {
        entries.add(required(SessionCodec.entry(found.next().value)));
      }
    }
    Session session = Session.of(opened, entries);
    String kept = text(required(Optional.ofNullable(store.get(SessionKeys.head(name)))));
    if (!kept.equals(text(session.head()))) {
      throw new IllegalStateException("the store desk is damaged: a session has another head");
    }
    return session;
  }

  @Override
  public int taken(DeskKey owner, Instant now) {
    int count = 0;
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(SessionKeys.counting(owner, now), SessionKeys.last(owner))) {
      while (found.hasNext()) {
        found.next();
        count++;
      }
    }
    return count;
  }

  @Override
  public List<Session> with(ActionId action) {
    List<Session> sessions = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(SessionKeys.first(action), SessionKeys.last(action))) {
      while (found.hasNext()) {
        sessions.add(known(found.next()));
      }
    }
    return sessions;
  }

  @Override
  public List<Session> over(Instant now) {
    List<Session> sessions = new ArrayList<>();
    int entries = 0;
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(SessionKeys.first(), SessionKeys.over(now))) {
      while (found.hasNext() && entries < AT_ONCE) {
        Session session = known(found.next());
        sessions.add(session);
        entries += session.entries().size();
      }
    }
    return sessions;
  }

  private Session known(KeyValue<Bytes, byte[]> entry) {
    SessionKeys.Name name = SessionKeys.name(entry.key);
    return required(session(name.owner(), name.id()));
  }

  /** Puts what {@code change} says; nothing in it may fail. */
  public void apply(SessionChange change) {
    switch (change) {
      case SessionChange.Appended(Session session) -> append(session);
      case SessionChange.Forgotten(Session session) -> forget(session);
    }
  }

  private void append(Session session) {
    Session.Opened opened = session.opened();
    SessionKeys.Name name = SessionKeys.name(opened);
    int number = session.entries().size() - 1;
    Entry last = session.entries().getLast();
    if (number == 0) {
      store.put(SessionKeys.opened(name), SessionCodec.write(opened));
      store.put(SessionKeys.taken(opened), new byte[0]);
      store.put(SessionKeys.over(opened), new byte[0]);
    }
    store.put(SessionKeys.entry(name, number), SessionCodec.write(last));
    if (last instanceof Entry.Decided decided) {
      store.put(SessionKeys.action(decided.id(), name), new byte[0]);
    }
    store.put(SessionKeys.head(name), Stored.text(text(session.head())));
  }

  private void forget(Session session) {
    Session.Opened opened = session.opened();
    SessionKeys.Name name = SessionKeys.name(opened);
    for (int number = 0; number < session.entries().size(); number++) {
      store.delete(SessionKeys.entry(name, number));
    }
    session.decided().forEach(each -> store.delete(SessionKeys.action(each.id(), name)));
    store.delete(SessionKeys.head(name));
    store.delete(SessionKeys.taken(opened));
    store.delete(SessionKeys.over(opened));
    store.delete(SessionKeys.opened(name));
  }

  private static String text(SessionHead head) {
    return head.entries() + " " + head.head().map(Digest::text).orElse("");
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.US_ASCII);
  }

  private static <T> T required(Optional<T> read) {
    return Stored.required("desk", read);
  }
}
