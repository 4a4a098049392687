package io.sallyport.validator.session;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The real store of sessions, and actions that are decided in them. */
final class Notebook {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final SessionTerms TERMS = new SessionTerms(Duration.ofMinutes(30), 3, 2);
  static final DeskKey OWNER = DeskKey.ofPrincipal("agents", "agent:planner");

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("desk"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private int number;
  SessionTerms terms = TERMS;
  Instant now = NOW;

  Notebook() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    kept.init(context.getStateStoreContext(), kept);
  }

  /** A store that knows nothing but what is kept, as after each restart. */
  SessionStore store() {
    return new SessionStore(kept);
  }

  static SessionClaim claim(String sid, Instant started) {
    return new SessionClaim(
        SessionId.of("agents", "agent:planner", sid), started, Optional.of("tidy up"));
  }

  Standing standing(DeskKey owner, SessionClaim claim) {
    return Standing.of(Standing.proposed(owner, claim, terms, now), terms, store(), now);
  }

  /** Decides one more action of a session; empty where it is taken. */
  Optional<Code> act(SessionClaim claim) {
    return act(OWNER, claim, action(Optional.of(Classification.INTERNAL)), DecisionResult.ALLOWED);
  }

  Optional<Code> act(
      DeskKey owner, SessionClaim claim, ReceiptBody.Action action, DecisionResult result) {
    Standing standing = standing(owner, claim);
    if (standing.refused().isEmpty()) {
      Digest target = Digest.of(Bytes.utf8("shop").toArray());
      String receipt = "desk-0/" + number;
      Session after =
          standing.session().and(new Entry.Decided(now, action, target, result, receipt));
      store().apply(new SessionChange.Appended(after));
    }
    return standing.refused();
  }

  /** An action of its own. */
  ReceiptBody.Action action(Optional<Classification> classification) {
    number++;
    byte[] name = Digest.sha256(Bytes.utf8("action " + number).toArray());
    return new ReceiptBody.Action(
        new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(name)),
        "com.example.actions.Tidy",
        Effect.WRITE,
        "rooms",
        Digest.of(new byte[0]),
        classification,
        Optional.empty());
  }

  Session known(SessionClaim claim) {
    return store().session(OWNER, claim.id()).orElseThrow();
  }

  /** An executor says how the last action of a session ended. */
  void end(SessionClaim claim, Result result) {
    Session session = known(claim);
    Entry.Decided last = session.decided().getLast();
    Entry told = new Entry.Told(now, last.id(), last.receipt(), result);
    store().apply(new SessionChange.Appended(session.and(told)));
  }

  /** Forgets what one tick forgets; gives how many sessions. */
  int tick() {
    var over = store().over(now);
    over.forEach(each -> store().apply(new SessionChange.Forgotten(each)));
    return over.size();
  }

  /** All that is kept, in hex. */
  Map<String, String> kept() {
    Map<String, String> all = new TreeMap<>();
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> entries = kept.all()) {
      entries.forEachRemaining(
          entry -> all.put(Bytes.of(entry.key.get()).hex(), Bytes.of(entry.value).hex()));
    }
    return all;
  }

  /** Deletes the last record of that letter. */
  void damage(char letter) {
    org.apache.kafka.common.utils.Bytes last =
        org.apache.kafka.common.utils.Bytes.wrap(new byte[0]);
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> entries = kept.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        last = entry.key.get()[0] == letter ? entry.key : last;
      }
    }
    kept.delete(last);
  }
}
