package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.revocation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A record with every fault, mended one by one: what is looked at first is told first. */
class VerifierOrderTest {
  private static final String GATED =
      Seal.schema()
          .replaceFirst(
              "\"effect\"",
              "\"approval\": {\"group\": \"managers\", \"threshold\": 1}, \"effect\"");
  private static final Target SOURCE = new Target(Target.Kind.SOURCE, "github");

  /** In the order in which they are found. */
  private enum Fault {
    NO_MANDATE(Code.MANDATE_MISSING),
    TWO_TRACES(Code.HEADER_UNCLEAR),
    STRANGER(Code.KEY_UNKNOWN),
    TAMPERED(Code.SIGNATURE_INVALID),
    NO_CLAIMS(Code.MANDATE_MALFORMED),
    REVOKED_KEY(Code.REVOKED),
    ISSUER(Code.ISSUER_MISMATCH),
    AUDIENCE(Code.AUDIENCE_MISMATCH),
    TOPIC(Code.TOPIC_MISMATCH),
    PARTITION(Code.RECORD_PARTITION_MISMATCH),
    KEY(Code.RECORD_KEY_MISMATCH),
    DIGEST(Code.DIGEST_MISMATCH),
    LATE(Code.EXPIRED),
    FINGERPRINT(Code.FINGERPRINT_UNKNOWN),
    EARLY(Code.NOT_YET_VALID),
    LONG(Code.TTL_TOO_LONG),
    ACTION(Code.ACTION_UNKNOWN),
    EFFECT(Code.EFFECT_TOO_HIGH),
    ASSURANCE(Code.ASSURANCE_TOO_LOW),
    REVOKED_SOURCE(Code.REVOKED),
    TRAILING_BYTE(Code.AVRO_INVALID),
    VALUE(Code.CONSTRAINT_VIOLATED),
    ORDER(Code.ORDER_KEY_MISMATCH),
    NO_APPROVAL(Code.APPROVAL_MISSING);

    private final Code code;

    Fault(Code code) {
      this.code = code;
    }
  }

  @Test
  void tellsFaultsOfWhatNobodyHasToApproveInThisOrder() {
    assertOrder(Arrays.stream(Fault.values()).filter(each -> each != Fault.NO_APPROVAL).toList());
  }

  /** What is revoked and gated ends as revoked only if it was approved. */
  @Test
  void looksForApprovalsLast() {
    assertOrder(
        Arrays.stream(Fault.values()).filter(each -> each != Fault.REVOKED_SOURCE).toList());
  }

  private static void assertOrder(List<Fault> faults) {
    List<Code> told = new ArrayList<>();
    for (int mended = 0; mended < faults.size(); mended++) {
      told.add(code(verify(Set.copyOf(faults.subList(mended, faults.size())))));
    }

    assertThat(told).isEqualTo(faults.stream().map(fault -> fault.code).toList());
    assertThat(verify(Set.of())).isInstanceOf(Verdict.Genuine.class);
  }

  private static Code code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Rejected rejected -> rejected.code();
      case Verdict.Late _ -> Code.EXPIRED;
      case Verdict.Revoked _ -> Code.REVOKED;
      case Verdict.Genuine genuine -> throw new AssertionError(genuine);
    };
  }

  private static Verdict verify(Set<Fault> faults) {
    ActionType type = faults.contains(Fault.NO_APPROVAL) ? Seal.type(GATED) : Trial.TYPE;
    byte[] value = value(type, faults);
    byte[] key = Seal.key(faults.contains(Fault.ORDER) ? "production" : "staging");
    Mandate mandate =
        Trial.SEAL.mandate(type, "delivery", new Seal.Place(1, key, value), Trial.NOW);
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(Trial.TOPIC, 1, 17, key, value);
    if (!faults.contains(Fault.NO_MANDATE)) {
      record
          .headers()
          .add("mandate", Bytes.utf8(signed(changed(mandate, faults), faults)).toArray());
    }
    if (faults.contains(Fault.TWO_TRACES)) {
      record.headers().add("traceparent", new byte[1]).add("traceparent", new byte[1]);
    }
    return verifier(type, faults).verify(record, Trial.NOW);
  }

  private static byte[] value(ActionType type, Set<Fault> faults) {
    GenericRecord fields = Seal.fields(type, "staging");
    if (faults.contains(Fault.VALUE)) {
      fields.put("commit", "no commit");
    }
    byte[] value = Seal.value(type, fields);
    return faults.contains(Fault.TRAILING_BYTE) ? Arrays.copyOf(value, value.length + 1) : value;
  }

  private static String signed(Mandate mandate, Set<Fault> faults) {
    SigningKey key = faults.contains(Fault.STRANGER) ? SigningKey.generate() : Trial.KEY;
    byte[] claims =
        faults.contains(Fault.NO_CLAIMS) ? Bytes.utf8("{}").toArray() : MandateCodec.write(mandate);
    String jws = Jws.sign(key, Typ.MANDATE, claims);
    int dot = jws.lastIndexOf('.');
    return faults.contains(Fault.TAMPERED)
        ? jws.substring(0, dot + 1) + "A".repeat(jws.length() - dot - 1)
        : jws;
  }

  private static Mandate changed(Mandate mandate, Set<Fault> faults) {
    return new Mandate(
        parties(mandate.parties(), faults),
        mandate.id(),
        validity(faults),
        grant(mandate.grant(), faults),
        mandate.decision(),
        evidence(mandate.evidence(), faults),
        List.of(),
        Optional.empty());
  }

  private static Mandate.Parties parties(Mandate.Parties genuine, Set<Fault> faults) {
    return new Mandate.Parties(
        faults.contains(Fault.ISSUER) ? "other-k4x/validator" : genuine.issuer(),
        faults.contains(Fault.AUDIENCE) ? "test-k4x/payments" : genuine.audience(),
        genuine.subject(),
        genuine.session(),
        genuine.actor());
  }

  private static Mandate.Validity validity(Set<Fault> faults) {
    Instant now = Trial.NOW;
    return new Mandate.Validity(
        faults.contains(Fault.LONG) ? now.minus(Duration.ofDays(3)) : now,
        faults.contains(Fault.EARLY) ? now.plusSeconds(60) : now,
        faults.contains(Fault.LATE) ? now.minusSeconds(60) : now.plusSeconds(600));
  }

  private static Mandate.Grant grant(Mandate.Grant genuine, Set<Fault> faults) {
    return new Mandate.Grant(
        faults.contains(Fault.ACTION) ? "com.example.actions.Other" : genuine.action(),
        faults.contains(Fault.EFFECT) ? Effect.PERSIST : genuine.effect(),
        faults.contains(Fault.FINGERPRINT) ? Digest.of(new byte[1]) : genuine.fingerprint(),
        faults.contains(Fault.TOPIC) ? "sallyport.trusted.payments" : genuine.topic(),
        faults.contains(Fault.PARTITION) ? 0 : genuine.partition(),
        faults.contains(Fault.KEY) ? Bytes.of(Seal.key("other")) : genuine.key(),
        faults.contains(Fault.DIGEST) ? Digest.of(new byte[1]) : genuine.digest());
  }

  private static Mandate.Evidence evidence(Mandate.Evidence genuine, Set<Fault> faults) {
    return new Mandate.Evidence(
        genuine.source(),
        faults.contains(Fault.ASSURANCE) ? Assurance.ASSERTED : genuine.assurance(),
        genuine.origin(),
        genuine.digest(),
        genuine.received());
  }

  private static Verifier verifier(ActionType type, Set<Fault> faults) {
    Standing standing = new Standing();
    if (faults.contains(Fault.REVOKED_KEY)) {
      standing.revoke(new Target(Target.Kind.KEY, Trial.KEY.keyId()));
    }
    if (faults.contains(Fault.REVOKED_SOURCE)) {
      standing.revoke(SOURCE);
    }
    return new Verifier(
        Trial.scope(Effect.PERSIST, Duration.ofDays(1)),
        Trial.keys(PinnedKey.State.ACTIVE),
        Trial.pins(type),
        Trial.NOBODY,
        standing);
  }
}
