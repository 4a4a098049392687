package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationBook;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Sinks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The holds of one partition with their real store, and what came of them. */
public final class Room {
  private static final JwsVerifier MANDATES =
      new JwsVerifier(
          List.of(PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"))),
          Typ.MANDATE,
          "deployments",
          Mandate.MAX_SIZE);

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("holds"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private final ChainCheck check =
      new ChainCheck(
          "holds-0",
          new JwsVerifier(
              List.of(PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of())),
              Typ.RECEIPT,
              "",
              ReceiptCodec.MAX_SIZE));
  private final List<ReceiptBody.HoldEnded> ended = new ArrayList<>();
  private final List<Mandate> sealed = new ArrayList<>();
  private final List<Bytes> closed = new ArrayList<>();
  private final List<String> verdicts = new ArrayList<>();
  private final RevocationBook book =
      new RevocationBook(
          Demo.ENVIRONMENT,
          List.of(RevocationBook.Signer.active(Demo.OPERATOR, Demo.OPERATOR_KEY.jwk())),
          1_000);
  private final Revoked revoked =
      new Revoked() {
        @Override
        public boolean stops(Set<Target> targets) {
          return book.stops(targets);
        }

        @Override
        public boolean any() {
          return !book.isEmpty();
        }
      };
  private int revocations;
  private Bundle bundle;
  private HoldStore store;
  private final List<Output> told = new ArrayList<>();
  Instant now = Demo.NOW;

  public Room(Bundle bundle) {
    this.bundle = bundle;
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    kept.init(context.getStateStoreContext(), kept);
    this.store = new HoldStore(kept, 0);
  }

  /** Another bundle decides from now on. */
  public void reload(Bundle next) {
    bundle = next;
  }

  /** An operator revokes it. */
  public void revoke(Target target) {
    revocations++;
    Revocation revocation =
        new Revocation(
            Demo.OPERATOR,
            Demo.ENVIRONMENT.name(),
            "revocation-%06d".formatted(revocations),
            now,
            new Revocation.Order.Revoke(target),
            "a test");
    String jws = RevocationCodec.sign(Demo.OPERATOR_KEY, revocation);
    assertThat(book.read(jws, now)).isInstanceOf(RevocationBook.Read.Taken.class);
  }

  /** Nobody can read it any more. */
  void damage(Held held) {
    kept.put(HoldKeys.hold(held.id()), new byte[0]);
  }

  /** What is remembered is all that is left, as after a restart. */
  public void restart() {
    store = new HoldStore(kept, 0);
  }

  /** What the gate holds of a push of that commit. */
  Held push(String commit) {
    return push(bundle, commit, now);
  }

  static Held push(Bundle bundle, String commit, Instant now) {
    String body = Demo.push("acme/shop", "main", commit.repeat(40).substring(0, 40));
    Effects effects =
        Demo.gate(bundle)
            .pass(
                Demo.delivery(body.getBytes(StandardCharsets.UTF_8), now),
                id -> Optional.empty(),
                ChainState.start(0),
                now);
    return effects.outputs().stream()
        .filter(output -> output.sink().equals(Sinks.held("deployments")))
        .findFirst()
        .flatMap(output -> HeldCodec.parse(output.value().orElseThrow()))
        .orElseThrow(() -> new AssertionError(effects.endings()));
  }

  Held open(String commit) {
    Held held = push(commit);
    open(held);
    return held;
  }

  public HoldEffects open(Held held) {
    return open("deployments", held.id().text(), HeldCodec.write(held));
  }

  HoldEffects open(String cell, String key, byte[] value) {
    return carry(
        Demo.holds(bundle, revoked)
            .open(new Holds.Placed(cell, Bytes.utf8(key), Bytes.of(value)), store, chain(), now));
  }

  public HoldEffects say(String person, Held held, Word word) {
    return cast(held.id().text(), People.verdict(person, held, word, now));
  }

  HoldEffects cast(String key, String jws) {
    return cast(0, key, jws);
  }

  /** Wherever it lies; nothing but partition 0 is anybody's place. */
  HoldEffects cast(int partition, String key, String jws) {
    Holds.Cast record = new Holds.Cast(partition, Bytes.utf8(key), Bytes.utf8(jws));
    return carry(Demo.holds(bundle, revoked).verdict(record, store, chain(), now));
  }

  public HoldEffects tick() {
    return carry(Demo.holds(bundle, revoked).tick(store, chain(), now));
  }

  /** A tick in a process that writes to no cell's topics. */
  HoldEffects tickWithoutCells() {
    return carry(Demo.holdsWithoutCells(bundle).tick(store, chain(), now));
  }

  private ChainState chain() {
    return store.chain();
  }

  private HoldEffects carry(HoldEffects effects) {
    store.apply(effects);
    verdicts.addAll(effects.verdicts());
    for (Output output : effects.outputs()) {
      if (output.sink().equals(Sinks.HOLD_RECEIPTS)) {
        receipt(new String(output.value().orElseThrow().toArray(), StandardCharsets.US_ASCII));
      } else if (output.sink().equals(Sinks.UNSEALED)) {
        told.add(output);
      } else if (output.value().isEmpty()) {
        assertThat(output.sink()).isEqualTo(Sinks.closed("deployments"));
        closed.add(output.key());
      } else {
        assertThat(output.sink()).isEqualTo(Sinks.approved("deployments"));
        sealed.add(mandate(output));
      }
    }
    return effects;
  }

  private void receipt(String jws) {
    switch (check.next(jws, now)) {
      case ChainCheck.Step.Next next -> {
        if (next.receipt().body() instanceof ReceiptBody.HoldEnded end) {
          ended.add(end);
        }
      }
      case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
    }
  }

  private Mandate mandate(Output output) {
    String jws = Optional.ofNullable(output.headers().get(Headers.MANDATE)).orElseThrow();
    return switch (MANDATES.verify(jws, now)) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  /** All that ended, in order. */
  public List<ReceiptBody.HoldEnded> ended() {
    return ended;
  }

  /** The receipts that had held what ended and was not sealed, in the order of its end. */
  public List<String> unsealed() {
    return ended.stream()
        .map(ReceiptBody.HoldEnded::ending)
        .filter(ending -> !ending.result().isSealed())
        .map(HoldEnding::decision)
        .toList();
  }

  /** The one that ended. */
  HoldEnding ending() {
    assertThat(ended).hasSize(1);
    return ended.getFirst().ending();
  }

  public List<Mandate> sealed() {
    return sealed;
  }

  /** What the desk is told, in order. */
  public List<Output> told() {
    return told;
  }

  /** How late it is. */
  public Instant now() {
    return now;
  }

  /** So late it is. */
  public void at(Instant instant) {
    now = instant;
  }

  /** The keys of the tombstones. */
  List<Bytes> closed() {
    return closed;
  }

  /** What became of each verdict. */
  public List<String> verdicts() {
    return verdicts;
  }

  /** How many entries the store has beside the chain's two. */
  long remembered() {
    return kept.approximateNumEntries() - (kept.get(HoldKeys.HEAD) == null ? 0 : 2);
  }
}
