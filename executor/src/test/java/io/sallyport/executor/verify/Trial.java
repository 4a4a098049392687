package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Grant;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import io.sallyport.executor.ledger.Task.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A genuine record, its mandate and its verifier, each to be changed by a test. */
final class Trial {
  static final String TOPIC = "sallyport.trusted.deployments";
  static final String ENVIRONMENT = "test-k4x";
  static final SigningKey KEY = SigningKey.generate();
  static final Seal SEAL = new Seal(KEY, ENVIRONMENT, TOPIC);
  static final ActionType TYPE = Seal.type();
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Duration SKEW = Duration.ofSeconds(5);
  static final Approving NOBODY = new Approving(Approvers.none(), 2);

  /** As many partitions as place the key of the genuine record on 1. */
  static final int PARTITIONS =
      IntStream.iterate(2, count -> count + 1)
          .filter(count -> Partitions.of(Seal.key("staging"), count) == 1)
          .findFirst()
          .orElseThrow();

  static final Duration BUDGET = Duration.ofSeconds(40);

  Mandate mandate;
  byte[] key = Seal.key("staging");
  byte[] value = Seal.value(TYPE, Seal.fields(TYPE, "staging"));
  Verifier verifier = verifier(TYPE, PinnedKey.State.ACTIVE, Effect.WRITE);

  Trial() {
    mandate = SEAL.mandate(TYPE, "delivery", new Seal.Place(1, key, value), NOW);
  }

  Verdict verify() {
    return withMandate(SEAL.sign(mandate));
  }

  Verdict withMandate(String text) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 1, 17, key, value);
    record.headers().add("mandate", Bytes.utf8(text).toArray());
    return verifier.verify(record, NOW);
  }

  ConsumerRecord<byte[], byte[]> record() {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(TOPIC, 1, 17, key, value);
    record.headers().add("mandate", Bytes.utf8(SEAL.sign(mandate)).toArray());
    return record;
  }

  void reseal() {
    mandate = SEAL.mandate(TYPE, "delivery", new Seal.Place(1, key, value), NOW);
  }

  void resealFor(ActionType type) {
    resealFor(type, Seal.fields(type, "staging"));
  }

  void resealFor(ActionType type, GenericRecord fields) {
    value = Seal.value(type, fields);
    mandate = SEAL.mandate(type, "delivery", new Seal.Place(1, key, value), NOW);
    verifier = verifier(type, PinnedKey.State.ACTIVE, Effect.WRITE);
  }

  void parties(UnaryOperator<Parties> change) {
    mandate =
        new Mandate(
            change.apply(mandate.parties()),
            mandate.id(),
            mandate.validity(),
            mandate.grant(),
            mandate.decision(),
            mandate.evidence(),
            mandate.approvals(),
            mandate.hold());
  }

  void validity(Validity validity) {
    mandate =
        new Mandate(
            mandate.parties(),
            mandate.id(),
            validity,
            mandate.grant(),
            mandate.decision(),
            mandate.evidence(),
            mandate.approvals(),
            mandate.hold());
  }

  void grant(UnaryOperator<Grant> change) {
    replace(change.apply(mandate.grant()));
  }

  void replace(Grant grant) {
    mandate =
        new Mandate(
            mandate.parties(),
            mandate.id(),
            mandate.validity(),
            grant,
            mandate.decision(),
            mandate.evidence(),
            mandate.approvals(),
            mandate.hold());
  }

  static Grant grant(Grant g, String topic, int partition, Digest fingerprint, Effect effect) {
    return new Grant(g.action(), effect, fingerprint, topic, partition, g.key(), g.digest());
  }

  static Verifier verifier(ActionType type, PinnedKey.State state, Effect ceiling) {
    return new Verifier(
        scope(ceiling, Duration.ofDays(1)), keys(state), pins(type), NOBODY, new Standing());
  }

  static List<PinnedKey> keys(PinnedKey.State state) {
    return List.of(
        new PinnedKey(
            KEY.jwk(), Typ.MANDATE, state, Set.of(Seal.CELL), Instant.EPOCH, Instant.MAX));
  }

  static List<PinnedType> pins(ActionType type) {
    return List.of(
        new PinnedType(type, Optional.of(new Manner.Claimed(BUDGET, type.idempotent()))));
  }

  static Scope scope(Effect ceiling, Duration maxTtl) {
    return new Scope(new Environment(ENVIRONMENT), Seal.CELL, TOPIC, ceiling, maxTtl, SKEW);
  }

  static void assertRejected(Verdict verdict, Code code) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
  }
}
