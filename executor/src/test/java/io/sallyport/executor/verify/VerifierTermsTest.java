package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Evidence;
import io.sallyport.contract.mandate.Mandate.Grant;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time, type and value: each refusal by exactly one change to a genuine record. */
@Tag("AARM-R1")
class VerifierTermsTest {
  private final Trial trial = new Trial();

  @Test
  void acceptsUntilExpiryAndSkew() {
    Instant last = trial.mandate.validity().expiresAt().plus(Trial.SKEW).minusMillis(1);

    assertThat(trial.verifier.verify(trial.record(), last)).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void lateRecordKeepsItsProvenId() {
    Instant end = trial.mandate.validity().expiresAt().plus(Trial.SKEW);

    assertThat(trial.verifier.verify(trial.record(), end))
        .isInstanceOfSatisfying(
            Verdict.Late.class,
            late -> assertThat(late.task().action().id()).isEqualTo(trial.mandate.id()));
  }

  /** What comes late is told with the words of its mandate, so they are looked at before. */
  @Test
  void refusesLateRecordWithWordThatCannotBeRevoked() {
    trial.parties(
        p -> new Parties(p.issuer(), p.audience(), "x".repeat(257), p.session(), p.actor()));
    Instant end = trial.mandate.validity().expiresAt().plus(Trial.SKEW);

    Trial.assertRejected(trial.verifier.verify(trial.record(), end), Code.MANDATE_MALFORMED);
  }

  @Test
  void acceptsFromNotBeforeLessSkew() {
    assertThat(trial.verifier.verify(trial.record(), Trial.NOW.minus(Trial.SKEW)))
        .isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void refusesMandateOfTheFuture() {
    Verdict verdict =
        trial.verifier.verify(trial.record(), Trial.NOW.minus(Trial.SKEW).minusMillis(1));

    Trial.assertRejected(verdict, Code.NOT_YET_VALID);
  }

  @Test
  void refusesNotBeforeInTheFuture() {
    trial.validity(new Validity(Trial.NOW, Trial.NOW.plusSeconds(60), Trial.NOW.plusSeconds(600)));

    Trial.assertRejected(trial.verify(), Code.NOT_YET_VALID);
  }

  @Test
  void acceptsLifeAtTheTypesLimit() {
    trial.validity(new Validity(Trial.NOW, Trial.NOW, Trial.NOW.plus(Trial.TYPE.maxTtl())));

    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void refusesLifeAboveTheTypesLimit() {
    trial.validity(
        new Validity(Trial.NOW, Trial.NOW, Trial.NOW.plus(Trial.TYPE.maxTtl()).plusSeconds(1)));

    Trial.assertRejected(trial.verify(), Code.TTL_TOO_LONG);
  }

  @Test
  void acceptsLifeAtTheCellsLimitAndNoneAboveIt() {
    trial.verifier = inCellThatAdmits(Duration.ofMinutes(10));
    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);

    trial.verifier = inCellThatAdmits(Duration.ofSeconds(599));
    Trial.assertRejected(trial.verify(), Code.TTL_TOO_LONG);
  }

  private static Verifier inCellThatAdmits(Duration life) {
    return new Verifier(
        Trial.scope(Effect.WRITE, life),
        Trial.keys(PinnedKey.State.ACTIVE),
        Trial.pins(Trial.TYPE),
        Trial.NOBODY,
        new Standing());
  }

  @Test
  void refusesUnknownFingerprint() {
    Digest other = Digest.of(new byte[] {1});
    trial.grant(g -> Trial.grant(g, g.topic(), g.partition(), other, g.effect()));

    Trial.assertRejected(trial.verify(), Code.FINGERPRINT_UNKNOWN);
  }

  @Test
  void refusesTypeWithoutHandler() {
    trial.verifier =
        new Verifier(
            Trial.scope(Effect.WRITE, Duration.ofDays(1)),
            Trial.keys(PinnedKey.State.ACTIVE),
            List.of(new PinnedType(Trial.TYPE, Optional.empty())),
            Trial.NOBODY,
            new Standing());

    Trial.assertRejected(trial.verify(), Code.ACTION_UNKNOWN);
  }

  @Test
  void refusesNameThatIsNotTheSchemas() {
    Grant g = trial.mandate.grant();
    trial.replace(
        new Grant(
            "com.example.actions.Other",
            g.effect(),
            g.fingerprint(),
            g.topic(),
            g.partition(),
            g.key(),
            g.digest()));

    Trial.assertRejected(trial.verify(), Code.ACTION_UNKNOWN);
  }

  @Test
  void refusesEffectAboveTheCellsCeiling() {
    trial.verifier = Trial.verifier(Trial.TYPE, PinnedKey.State.ACTIVE, Effect.READ);

    Trial.assertRejected(trial.verify(), Code.EFFECT_TOO_HIGH);
  }

  @Test
  void refusesEffectThatIsNotTheTypes() {
    trial.grant(g -> Trial.grant(g, g.topic(), g.partition(), g.fingerprint(), Effect.READ));

    Trial.assertRejected(trial.verify(), Code.EFFECT_TOO_HIGH);
  }

  @Test
  void refusesWeakerAssuranceThanTheTypeAccepts() {
    Evidence e = trial.mandate.evidence();
    Evidence weak =
        new Evidence(e.source(), Assurance.ASSERTED, e.origin(), e.digest(), e.received());
    trial.mandate =
        new Mandate(
            trial.mandate.parties(),
            trial.mandate.id(),
            trial.mandate.validity(),
            trial.mandate.grant(),
            trial.mandate.decision(),
            weak,
            List.of(),
            Optional.empty());

    Trial.assertRejected(trial.verify(), Code.ASSURANCE_TOO_LOW);
  }

  @Test
  void refusesValueWithoutItsFrame() {
    trial.value[0] = 1;
    trial.reseal();

    Trial.assertRejected(trial.verify(), Code.AVRO_INVALID);
  }

  @Test
  void refusesBytesBehindTheRecord() {
    trial.value = java.util.Arrays.copyOf(trial.value, trial.value.length + 1);
    trial.reseal();

    Trial.assertRejected(trial.verify(), Code.AVRO_INVALID);
  }

  @Test
  void looksNoSchemaUpByTheIdInTheFrame() {
    trial.value[1] = 0x7f;
    trial.value[4] = (byte) 0xff;
    trial.reseal();

    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void refusesValueThatBreaksItsConstraint() {
    GenericRecord fields = Seal.fields(Trial.TYPE, "staging");
    fields.put("repository", "no-slash");
    trial.value = Seal.value(Trial.TYPE, fields);
    trial.reseal();

    Trial.assertRejected(trial.verify(), Code.CONSTRAINT_VIOLATED);
  }

  @Test
  void refusesKeyThatIsNotTheOrderByFields() {
    trial.key = Seal.key("production");
    trial.reseal();

    Trial.assertRejected(trial.verify(), Code.ORDER_KEY_MISMATCH);
  }
}
