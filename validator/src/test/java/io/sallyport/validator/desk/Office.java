package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.defer.DeferStore;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Sinks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The desk of the only partition with its real store, and a gate that refers to it. */
final class Office {
  private static final JwsVerifier RECEIPTS =
      new JwsVerifier(
          List.of(PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of())),
          Typ.RECEIPT,
          "",
          ReceiptCodec.MAX_SIZE);

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("desk"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private final ChainCheck check = new ChainCheck("desk-0", RECEIPTS);
  private final List<ReceiptBody.Ruled> ruled = new ArrayList<>();
  private final Map<ActionId, String> rulings = new HashMap<>();
  private final List<Output> written = new ArrayList<>();
  private ChainState gate = ChainState.start(0);
  private Bundle bundle;
  private DeskStore store;
  private final Set<Target> stopped = new HashSet<>();
  private final Revoked revoked =
      targets -> stopped.contains(Target.EVERYTHING) || !Collections.disjoint(stopped, targets);
  Instant now = Demo.NOW;

  Office(Bundle bundle) {
    this.bundle = bundle;
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    kept.init(context.getStateStoreContext(), kept);
    this.store = new DeskStore(kept, 0);
  }

  /** So many charges, all of them over. */
  void charge(int count) {
    List<Change> changes = new ArrayList<>();
    Window window = Window.of(DeskKey.ofOrder("deployments", "production"), "Deploy", "q");
    for (int i = 0; i < count; i++) {
      ActionId id = new ActionId("%043d".formatted(i));
      Charge.Bill bill =
          new Charge.Bill(Charge.payer("github", "a"), "deployments", "desk-0/1", false);
      changes.add(new Change.Charged(new Charge(window, id, Demo.NOW, Demo.NOW, bill)));
    }
    store.apply(new DeskEffects(List.of(), store.chain(), changes, List.of(), List.of()));
  }

  /** An operator revokes it. */
  void revoke(Target target) {
    stopped.add(target);
  }

  /** Another bundle decides from now on. */
  void reload(Bundle next) {
    bundle = next;
  }

  /** What waits first, of the first line. */
  Deferred waiting() {
    return new DeferStore(kept).next().flatMap(store.deferred()::first).orElseThrow();
  }

  /** Somebody writes that into the store. */
  void forge(Deferred deferred) {
    Change change = new Change.OfDeferred(new DeferChange.Waits(deferred));
    store.apply(new DeskEffects(List.of(), store.chain(), List.of(change), List.of(), List.of()));
  }

  /** What becomes of it in that partition of several. */
  DeskEffects resume(Deferred deferred, int partitions, int partition) {
    return Demo.desk(bundle, partitions)
        .resume(deferred, store, ChainState.startOfDesk(partition), now);
  }

  /** What is remembered is all that is left, as after a restart. */
  void restart() {
    store = new DeskStore(kept, 0);
  }

  /** What the gate makes of a push of that commit to a branch. */
  Output refer(String branch, String commit) {
    return refer(Demo.push("acme/shop", branch, "0".repeat(40 - commit.length()) + commit));
  }

  /** What the gate makes of that body. */
  Output refer(String body) {
    Effects effects =
        Demo.gate(bundle)
            .pass(
                Demo.delivery(body.getBytes(StandardCharsets.UTF_8), now),
                id -> Optional.empty(),
                gate,
                now);
    gate = effects.chain();
    return effects.outputs().stream()
        .filter(output -> output.sink().equals(Sinks.DESK))
        .findFirst()
        .orElseThrow(() -> new AssertionError(effects.endings()));
  }

  /** The same as if {@code principal} had signed the delivery. */
  Output refer(String principal, String branch, String commit) {
    return signed(principal, refer(branch, commit));
  }

  /** What was referred last, as if {@code principal} had signed the delivery. */
  Output signed(String principal, Output referred) {
    return Proved.by(principal, referred, gate.head().next() - 1);
  }

  /** What was referred last, as if nobody had signed the delivery. */
  Output asserted(Output referred) {
    return Proved.asserted(referred, gate.head().next() - 1);
  }

  static Output with(Output referred, String receipt) {
    return new Output(
        referred.sink(), referred.key(), referred.value(), Map.of(Headers.RECEIPT, receipt));
  }

  static String receipt(Output referred) {
    return Optional.ofNullable(referred.headers().get(Headers.RECEIPT)).orElseThrow();
  }

  static ReceiptBody body(String jws) {
    return switch (RECEIPTS.verify(jws, Demo.NOW)) {
      case JwsVerifier.Result.Verified verified ->
          ReceiptCodec.parse(verified.payload()).orElseThrow().body();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  static ActionId id(Output referred) {
    return ((ReceiptBody.Referred) body(receipt(referred))).decision().action().orElseThrow().id();
  }

  /** What the desk decided last of it, as its executor names it. */
  Told.Of of(Output referred) {
    ActionId id = id(referred);
    return new Told.Of(id, "deployments", Optional.ofNullable(rulings.get(id)).orElse("desk-0/0"));
  }

  /** The code with which the desk decides about a push. */
  Code push(String principal, String branch, String commit) {
    return decide(refer(principal, branch, commit)).ruling().code();
  }

  /** What the desk decides about it. */
  ReceiptBody.Ruled decide(Output referred) {
    int before = ruled.size();
    take(referred);
    assertThat(ruled).hasSize(before + 1);
    return ruled.getLast();
  }

  DeskEffects take(Output referred) {
    return take(0, referred);
  }

  DeskEffects take(int partition, Output referred) {
    Inbox.Placed record =
        new Inbox.Placed(
            partition,
            referred.key(),
            referred.value().orElseThrow(),
            Optional.of(receipt(referred)));
    return carry(Demo.desk(bundle, 1, revoked).decide(record, store, store.chain(), now));
  }

  /** Tells the desk how an action ended; gives what became of that. */
  String tell(Output referred, OutcomeResult result) {
    String issuer = Demo.ENVIRONMENT.cell("deployments");
    return tell(referred.key(), Told.outcome(Demo.EXECUTOR_KEY, issuer, of(referred), result));
  }

  String tell(Bytes key, String jws) {
    return tell("deployments", 0, key, jws);
  }

  String tell(String cell, int partition, Bytes key, String jws) {
    Inbox.Placed record = new Inbox.Placed(partition, key, Bytes.utf8(jws), Optional.empty());
    DeskEffects effects =
        carry(
            Demo.desk(bundle, 1, revoked)
                .outcome(new Desk.Outcome(cell, record, now), store, store.chain(), now));
    assertThat(effects.outcomes()).hasSize(1);
    return effects.outcomes().getFirst();
  }

  /** Tells the desk what the holds say; gives what became of that. */
  String hear(Output told) {
    DeskEffects effects = take(told);
    assertThat(effects.outcomes()).hasSize(1);
    return effects.outcomes().getFirst();
  }

  /** What persons are asked about. */
  static Held held(Output output) {
    return HeldCodec.parse(output.value().orElseThrow()).orElseThrow();
  }

  /** Gives what it brought, beside what it means for what waits. */
  DeskEffects tick() {
    Desk desk = Demo.desk(bundle, 1, revoked);
    DeskEffects effects = carry(desk.tick(store, store.chain(), now));
    new Round(desk, store, this::carry).go(now);
    return effects;
  }

  /** All rulings, in their order. */
  List<ReceiptBody.Ruled> ruled() {
    return ruled;
  }

  private DeskEffects carry(DeskEffects effects) {
    store.apply(effects);
    for (Output output : effects.outputs()) {
      if (output.sink().equals(Sinks.DESK_RECEIPTS)) {
        String jws = new String(output.value().orElseThrow().toArray(), StandardCharsets.US_ASCII);
        switch (check.next(jws, now)) {
          case ChainCheck.Step.Next next
              when next.receipt().body() instanceof ReceiptBody.Ruled end -> {
            ruled.add(end);
            rulings.put(end.action().id(), next.receipt().id());
          }
          case ChainCheck.Step.Next next -> {}
          case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
        }
      } else {
        written.add(output);
      }
    }
    return effects;
  }

  /** All that was sealed or held. */
  List<Output> written() {
    return written;
  }

  /** What is kept, beside the chain's head and bundle and the number of the last referral. */
  Map<String, String> kept() {
    Map<String, String> all = new TreeMap<>();
    try (KeyValueIterator<org.apache.kafka.common.utils.Bytes, byte[]> entries = kept.all()) {
      entries.forEachRemaining(entry -> {
        if (entry.key.get()[0] != 'c' && entry.key.get()[0] != 'g') {
          all.put(Bytes.of(entry.key.get()).hex(), Bytes.of(entry.value).hex());
        }
      });
    }
    return all;
  }
}
