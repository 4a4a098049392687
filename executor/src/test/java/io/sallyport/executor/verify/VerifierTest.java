package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signed it, and for which place: each refusal by exactly one change to a genuine record. */
@Tag("AARM-R1")
@Tag("NHI8")
@Tag("NHI9")
@Tag("CSF-PR.AA")
class VerifierTest {
  private final Trial trial = new Trial();

  @Test
  void acceptsGenuineRecord() {
    assertThat(trial.verify())
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            genuine -> {
              assertThat(genuine.action().task().action().id()).isEqualTo(trial.mandate.id());
              assertThat(genuine.action().task().decision())
                  .isEqualTo(trial.mandate.decision().receipt());
              assertThat(genuine.action().task().manner())
                  .isEqualTo(new Manner.Claimed(Trial.BUDGET, false));
              assertThat(genuine.action().task().offset()).isEqualTo(17);
              assertThat(genuine.action().fields().get("repository")).isEqualTo("acme/shop");
              assertThat(genuine.action().toString()).doesNotContain("acme");
            });
  }

  @Test
  void refusesRecordWithoutMandate() {
    ConsumerRecord<byte[], byte[]> record = trial.record();
    record.headers().remove("mandate");

    Trial.assertRejected(trial.verifier.verify(record, Trial.NOW), Code.MANDATE_MISSING);
  }

  @Test
  void refusesSecondMandate() {
    ConsumerRecord<byte[], byte[]> record = trial.record();
    record.headers().add(record.headers().lastHeader("mandate"));

    Trial.assertRejected(trial.verifier.verify(record, Trial.NOW), Code.MANDATE_MISSING);
  }

  @Test
  void refusesSecondTraceparent() {
    ConsumerRecord<byte[], byte[]> record = trial.record();
    record.headers().add("traceparent", new byte[] {'0'}).add("traceparent", new byte[] {'0'});

    Trial.assertRejected(trial.verifier.verify(record, Trial.NOW), Code.HEADER_UNCLEAR);
  }

  @Test
  void readsNoOtherHeader() {
    ConsumerRecord<byte[], byte[]> record = trial.record();
    record.headers().add("x", new byte[0]).add("x", null).add("traceparent", new byte[] {'0'});

    assertThat(trial.verifier.verify(record, Trial.NOW)).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void refusesMandateThatIsTooLarge() {
    Trial.assertRejected(
        trial.withMandate("x".repeat(Mandate.MAX_SIZE + 1)), Code.MANDATE_TOO_LARGE);
  }

  @Test
  void refusesKeyThatIsNotPinned() {
    Seal other = new Seal(SigningKey.generate(), Trial.ENVIRONMENT, Trial.TOPIC);

    Trial.assertRejected(trial.withMandate(other.sign(trial.mandate)), Code.KEY_UNKNOWN);
  }

  @Test
  void refusesRevokedKey() {
    trial.verifier = Trial.verifier(Trial.TYPE, PinnedKey.State.REVOKED, Effect.WRITE);

    Trial.assertRejected(trial.verify(), Code.KEY_NOT_VALID);
  }

  @Test
  void refusesChangedSignature() {
    String signed = Trial.SEAL.sign(trial.mandate);
    char flipped = signed.charAt(signed.length() - 10) == 'A' ? 'B' : 'A';
    String changed =
        signed.substring(0, signed.length() - 10) + flipped + signed.substring(signed.length() - 9);

    Trial.assertRejected(trial.withMandate(changed), Code.SIGNATURE_INVALID);
  }

  @Test
  void refusesSignedRecordOfAnotherKind() {
    String receipt = Jws.sign(Trial.KEY, Typ.RECEIPT, Bytes.utf8("{}").toArray());

    Trial.assertRejected(trial.withMandate(receipt), Code.KEY_UNKNOWN);
  }

  @Test
  void refusesSignedWordsThatAreNoMandate() {
    String signed = Jws.sign(Trial.KEY, Typ.MANDATE, Bytes.utf8("{}").toArray());

    Trial.assertRejected(trial.withMandate(signed), Code.MANDATE_MALFORMED);
  }

  @Test
  void refusesAnotherIssuer() {
    trial.parties(
        p -> new Parties("other-k4x/validator", p.audience(), "s", p.session(), p.actor()));

    Trial.assertRejected(trial.verify(), Code.ISSUER_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other-k4x/deployments", "test-k4x/payments", "test-k4x"})
  void refusesAnotherAudience(String audience) {
    trial.parties(p -> new Parties(p.issuer(), audience, "s", p.session(), p.actor()));

    Trial.assertRejected(trial.verify(), Code.AUDIENCE_MISMATCH);
  }

  @Test
  void refusesMandateOfAnotherTopic() {
    trial.grant(g ->
        Trial.grant(g, "sallyport.trusted.payments", g.partition(), g.fingerprint(), g.effect()));

    Trial.assertRejected(trial.verify(), Code.TOPIC_MISMATCH);
  }

  @Test
  void refusesCopyOnAnotherTopic() {
    ConsumerRecord<byte[], byte[]> copy =
        new ConsumerRecord<>("sallyport.trusted.payments", 1, 17, trial.key, trial.value);
    copy.headers().add("mandate", Bytes.utf8(Trial.SEAL.sign(trial.mandate)).toArray());

    Trial.assertRejected(trial.verifier.verify(copy, Trial.NOW), Code.TOPIC_MISMATCH);
  }

  @Test
  void refusesCopyOnAnotherPartition() {
    trial.grant(g -> Trial.grant(g, g.topic(), 0, g.fingerprint(), g.effect()));

    Trial.assertRejected(trial.verify(), Code.RECORD_PARTITION_MISMATCH);
  }

  @Test
  void refusesAnotherKey() {
    trial.key = Seal.key("production");

    Trial.assertRejected(trial.verify(), Code.RECORD_KEY_MISMATCH);
  }

  @Test
  void refusesAnotherValue() {
    trial.value = Seal.value(Trial.TYPE, Seal.fields(Trial.TYPE, "production"));

    Trial.assertRejected(trial.verify(), Code.DIGEST_MISMATCH);
  }

  @Test
  void refusesTombstone() {
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(Trial.TOPIC, 1, 17, trial.key, null);
    tombstone.headers().add("mandate", Bytes.utf8(Trial.SEAL.sign(trial.mandate)).toArray());

    Trial.assertRejected(trial.verifier.verify(tombstone, Trial.NOW), Code.DIGEST_MISMATCH);
  }

  @Test
  void tellsTheSequenceOfTypesThatHaveOne() {
    String schema =
        Seal.schema()
            .replace("\"orderBy\"", "\"sequence\": \"version\", \"orderBy\"")
            .replace(
                "\"fields\": [",
                "\"fields\": [{\"name\": \"version\", "
                    + "\"type\": {\"type\": \"long\", \"min\": 0, \"max\": 9}},");
    ActionType type = Seal.type(schema);
    GenericRecord fields = Seal.fields(type, "staging");
    fields.put("version", 7L);

    trial.resealFor(type, fields);

    assertThat(((Verdict.Genuine) trial.verify()).action().task().order().sequence())
        .contains(new Task.Sequence(7, type.maxTtl()));
  }
}
