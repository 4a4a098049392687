package io.sallyport.validator.admit;

import static io.sallyport.validator.admit.Forwarded.BODY;
import static io.sallyport.validator.admit.Forwarded.NOW;
import static io.sallyport.validator.admit.Forwarded.TEXT;
import static io.sallyport.validator.admit.Forwarded.add;
import static io.sallyport.validator.admit.Forwarded.asymmetric;
import static io.sallyport.validator.admit.Forwarded.base64;
import static io.sallyport.validator.admit.Forwarded.claims;
import static io.sallyport.validator.admit.Forwarded.headers;
import static io.sallyport.validator.admit.Forwarded.jwk;
import static io.sallyport.validator.admit.Forwarded.jws;
import static io.sallyport.validator.admit.Forwarded.symmetric;
import static io.sallyport.validator.admit.Forwarded.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate makes of forwarded evidence; ingest is not asked. */
@Tag("AARM-R6")
@Tag("NHI4")
@Tag("ASI03")
@Tag("ASI07")
class EvidenceAdmissionTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final String TOPIC = TOPICS.untrusted();
  private static final Memory NOTHING = id -> Optional.empty();
  private static final String SHARED = "preset: standard-webhooks, secretFiles: [whsec]";
  private static final String VALIDATOR_ONLY =
      "preset: standard-webhooks, verifiedBy: validator, secretFiles: [whsec]";
  private static final String END_TO_END = "preset: standard-webhooks, keyFiles: [whpk]";
  private static final String GITHUB = "preset: github, verifiedBy: validator, secretFiles: [raw]";
  private static final String AGENTS = "preset: jws-detached, keyFiles: [jwk]";
  private static final String KEYED = AGENTS + "}\n  dedupe: {by: idempotencyKey";
  private static final String NONE = "preset: none";

  @TempDir private Path home;

  private SourceSpec source(String scheme) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: hook}
        spec:
          scheme: {%s}
          forwardHeaders: [webhook-id, webhook-timestamp, webhook-signature,
            x-hub-signature-256, x-jws-signature]
        """
            .formatted(scheme);
    return SourceReader.read(ConfigFile.parse("hook.yaml", text, home).getFirst());
  }

  private Admitter admitter(String scheme) {
    byte[] point = jwk().x().toArray();
    write("whsec", "whsec_" + TEXT);
    write("raw", "raw");
    write("whpk", "whpk_" + Base64.getEncoder().encodeToString(point));
    write("jwk", jwk().canonical().replace("}", ",\"kid\":\"k\",\"sub\":\"planner\"}"));
    return new Admitter(TOPICS, 1, Map.of("hook", source(scheme)));
  }

  private void write(String name, String content) {
    try {
      Files.writeString(home.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Admission admit(String scheme, RecordHeaders evidence, Claims claims) {
    return admit(scheme, evidence, claims, NOW);
  }

  private Admission admit(
      String scheme, RecordHeaders evidence, Claims claims, Instant appendedAt) {
    Delivery delivery = delivery(scheme, evidence, claims, appendedAt);
    return admitter(scheme).admit(delivery, NOTHING, appendedAt);
  }

  private Delivery delivery(
      String scheme, RecordHeaders evidence, Claims claims, Instant appendedAt) {
    RecordHeaders headers = new RecordHeaders(evidence);
    add(headers, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(headers, Headers.CE_SOURCE, "/sources/hook");
    add(headers, Headers.CE_ID, "0192f0c1-0000-7000-8000-000000000001");
    add(headers, Headers.CONTENT_TYPE, "application/json");
    byte[] key = DedupeIdentity.key(source(scheme), claims, Digest.of(BODY)).key();
    Origin origin = new Origin(TOPIC, Partitions.of(key, 1), 42);
    return new Delivery(
        origin, appendedAt, Optional.of(Bytes.of(key)), Optional.of(Bytes.of(BODY)), headers);
  }

  private static RecordHeaders evidence(String scheme) {
    return scheme.equals(END_TO_END) ? asymmetric() : symmetric();
  }

  private static Admission.Proof proof(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).proof();
  }

  private static void assertRefused(Admission admission, Code code) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    assertThat(((Admission.Refused) admission).code()).isEqualTo(code);
  }

  @Test
  void signsInWhatWasVerifiedHere() {
    String principal = "source:hook";

    assertThat(proof(admit(END_TO_END, asymmetric(), claims())))
        .isEqualTo(new Admission.Proof(Assurance.END_TO_END, principal));
    assertThat(proof(admit(VALIDATOR_ONLY, symmetric(), claims())))
        .isEqualTo(new Admission.Proof(Assurance.VALIDATOR_ONLY, principal));
    assertThat(proof(admit(SHARED, symmetric(), claims())))
        .isEqualTo(new Admission.Proof(Assurance.SHARED, principal));
    assertThat(proof(admit(NONE, new RecordHeaders(), Claims.NONE)))
        .isEqualTo(new Admission.Proof(Assurance.ASSERTED, principal));
  }

  @Test
  void verifiesGithubWhereIngestHasNoSecret() {
    Secret secret = Secret.of("raw".getBytes(UTF_8));
    String signature = SenderSignature.github(secret, BODY);
    RecordHeaders forged = headers("x-hub-signature-256", "sha256=" + "0".repeat(64));

    assertThat(
            proof(admit(GITHUB, headers("x-hub-signature-256", signature), Claims.NONE))
                .assurance())
        .isEqualTo(Assurance.VALIDATOR_ONLY);
    assertRefused(admit(GITHUB, forged, Claims.NONE), Code.EVIDENCE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {END_TO_END, VALIDATOR_ONLY})
  void refusesForgedEvidence(String scheme) {
    String version = scheme.equals(END_TO_END) ? "v1a," : "v1,";
    int size = scheme.equals(END_TO_END) ? 64 : 32;

    assertRefused(
        admit(scheme, webhook(version + base64(new byte[size])), claims()), Code.EVIDENCE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {END_TO_END, VALIDATOR_ONLY})
  void needsEachHeaderOnce(String scheme) {
    for (String name : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
      RecordHeaders without = evidence(scheme);
      without.remove("http-" + name);
      RecordHeaders twice = evidence(scheme);
      twice.add(twice.lastHeader("http-" + name));
      RecordHeaders empty = evidence(scheme);
      empty.remove("http-" + name);
      empty.add("http-" + name, null);

      assertRefused(admit(scheme, without, claims()), Code.EVIDENCE_MISSING);
      assertRefused(admit(scheme, twice, claims()), Code.EVIDENCE_INVALID);
      assertRefused(admit(scheme, empty, claims()), Code.EVIDENCE_INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {END_TO_END, VALIDATOR_ONLY, SHARED})
  void measuresTheSignedTimeAgainstTheAppendTime(String scheme) {
    Duration limit = Duration.ofMinutes(5).plus(SourceVerifier.MARGIN);
    Instant edge = NOW.plus(limit);

    assertThat(admit(scheme, evidence(scheme), claims(), edge))
        .isInstanceOf(Admission.Admitted.class);
    assertRefused(
        admit(scheme, evidence(scheme), claims(), edge.plusMillis(1)), Code.EVIDENCE_STALE);
    assertRefused(
        admit(scheme, evidence(scheme), claims(), NOW.minus(limit).minusMillis(1)),
        Code.EVIDENCE_STALE);
  }

  @Test
  void refusesAKeyThatIsNotTheSignedIds() {
    Claims other = new Claims(Optional.of("msg_2"), Optional.of(NOW), Optional.empty());

    assertRefused(admit(END_TO_END, asymmetric(), other), Code.IDENTITY_MISMATCH);
    assertRefused(admit(SHARED, symmetric(), other), Code.IDENTITY_MISMATCH);
  }

  @Test
  void refusesASignedIdThatCameWithOtherBytes() {
    Delivery delivery = delivery(END_TO_END, asymmetric(), claims(), NOW);
    Seen other = Seen.of(NOW, NOW.plusSeconds(60), Digest.of(new byte[1]));
    Seen same = Seen.of(NOW, NOW.plusSeconds(60), Digest.of(BODY));

    assertRefused(
        admitter(END_TO_END).admit(delivery, id -> Optional.of(other), NOW), Code.ID_CONFLICT);
    assertThat(admitter(END_TO_END).admit(delivery, id -> Optional.of(same), NOW))
        .isInstanceOf(Admission.Duplicate.class);
  }

  @Test
  void namesTheAgentWhoseKeySigned() {
    Claims claims = new Claims(Optional.of("p-1"), Optional.of(NOW), Optional.of("planner"));

    assertThat(proof(admit(AGENTS, headers("x-jws-signature", jws("planner")), claims)))
        .isEqualTo(new Admission.Proof(Assurance.END_TO_END, "agent:planner"));
    assertRefused(
        admit(AGENTS, headers("x-jws-signature", jws("other")), claims), Code.EVIDENCE_INVALID);
  }

  @Test
  void goesByTheKeyThatAnAgentSignedHoweverOftenItSigns() {
    Claims claims = new Claims(Optional.of("plan-1"), Optional.of(NOW), Optional.of("planner"));
    String again = jws("planner", "\"jti\":\"b\",\"idempotency_key\":\"plan-1\"", BODY);
    Delivery retry = delivery(KEYED, headers("x-jws-signature", again), claims, NOW);
    Seen same = Seen.of(NOW, NOW.plusSeconds(60), Digest.of(BODY));
    Seen other = Seen.of(NOW, NOW.plusSeconds(60), Digest.of(new byte[1]));

    assertThat(admitter(KEYED).admit(retry, id -> Optional.of(same), NOW))
        .isInstanceOf(Admission.Duplicate.class);
    assertRefused(admitter(KEYED).admit(retry, id -> Optional.of(other), NOW), Code.ID_CONFLICT);
    assertRefused(
        admit(KEYED, headers("x-jws-signature", jws("planner")), claims), Code.EVIDENCE_INVALID);
  }

  @Test
  void givesEachUnsignedRecordAnIdentityOfItsOwn() {
    Delivery first = delivery(NONE, new RecordHeaders(), Claims.NONE, NOW);
    Origin next = new Origin(TOPIC, 0, 43);
    Delivery second = new Delivery(next, NOW, first.key(), first.body(), first.headers());

    assertThat(id(first)).isNotEqualTo(id(second)).isEqualTo(id(first));
  }

  private DedupeId id(Delivery delivery) {
    Admission admission = admitter(NONE).admit(delivery, NOTHING, NOW);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).id();
  }

  /** As if somebody wired the reading of ingest into the gate. */
  @Test
  void countsNoEvidenceThatNobodyVerified() {
    Admitter credulous =
        new Admitter(
            TOPICS,
            1,
            Map.of("hook", source(END_TO_END)),
            source -> (headers, body, at) -> new Verification.Presented(claims()));
    Delivery delivery = delivery(END_TO_END, asymmetric(), claims(), NOW);

    assertRefused(credulous.admit(delivery, NOTHING, NOW), Code.EVIDENCE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {END_TO_END, VALIDATOR_ONLY, AGENTS})
  void doesNotStartWithoutItsKeys(String scheme) {
    Map<String, SourceSpec> sources = Map.of("hook", source(scheme));

    assertThatThrownBy(() -> new Admitter(TOPICS, 1, sources))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void needsNoSecretThatIngestHolds() {
    assertThat(new Admitter(TOPICS, 1, Map.of("hook", source(SHARED)))).isNotNull();
  }
}
