package io.sallyport.validator.admit;

import static io.sallyport.validator.admit.Forwarded.BODY;
import static io.sallyport.validator.admit.Forwarded.NOW;
import static io.sallyport.validator.admit.Forwarded.PAIR;
import static io.sallyport.validator.admit.Forwarded.add;
import static io.sallyport.validator.admit.Forwarded.jwk;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.signature.MessageSender;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP message signatures (RFC 9421) as they travelled: whoever forwarded them is not believed. */
class MessageAdmissionTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Secret OCT =
      Secret.of(
          "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"
              .getBytes(UTF_8));

  private static SourceSpec source(String keys) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: hook}
        spec:
          scheme:
            preset: message-signatures
            %s
            message:
              components: ['@method', '@target-uri', content-type, content-digest,
                content-length, x-id]
              target: https://hooks.example/v1/sources/hook
              id: x-id
          forwardHeaders: [content-digest, x-id, signature-input, signature]
        """
            .formatted(keys);
    return SourceReader.read(ConfigFile.parse("hook.yaml", text).getFirst());
  }

  private static Secret file(SourceSpec source) {
    return source.scheme().isAsymmetric()
        ? Secret.of(jwk().canonical().replace("}", ",\"kid\":\"k\"}").getBytes(UTF_8))
        : OCT;
  }

  private static Admission admit(SourceSpec source, Map<String, String> changed) {
    return admit(source, changed, BODY, NOW);
  }

  private static Admission admit(
      SourceSpec source, Map<String, String> changed, byte[] body, Instant appendedAt) {
    MessageForm form = (MessageForm) source.scheme().form().orElseThrow();
    MessageSender sender =
        source.scheme().isAsymmetric()
            ? MessageSender.with(form, "k", PAIR.getPrivate())
            : MessageSender.with(form, "k", Secret.of(new byte[32]));
    RecordHeaders headers = new RecordHeaders();
    add(headers, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(headers, Headers.CE_SOURCE, "/sources/hook");
    add(headers, Headers.CE_ID, "0192f0c1-0000-7000-8000-000000000001");
    sender
        .headers(NOW, name -> name.equals("x-id") ? "m-1" : "application/json", BODY)
        .forEach((name, value) -> {
          String carried = name.equals("content-type") ? name : "http-" + name;
          add(headers, carried, changed.getOrDefault(name, value));
        });
    Claims claims =
        new Claims(
            Optional.of(changed.getOrDefault("x-id", "m-1")), Optional.of(NOW), Optional.empty());
    byte[] key = DedupeIdentity.key(source, claims, Digest.of(body)).key();
    Delivery delivery =
        new Delivery(
            new Origin(TOPICS.untrusted(), 0, 42),
            appendedAt,
            Optional.of(Bytes.of(key)),
            Optional.of(Bytes.of(body)),
            headers);
    return new Admitter(
            TOPICS,
            1,
            Map.of("hook", source),
            spec -> SourceVerifier.atGate(spec, path -> file(spec)))
        .admit(delivery, id -> Optional.empty(), appendedAt);
  }

  private static Optional<Code> code(Admission admission) {
    return admission instanceof Admission.Refused refused
        ? Optional.of(refused.code())
        : Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({
    "'keyFiles: [k]', END_TO_END",
    "'secretFiles: [k], verifiedBy: validator', VALIDATOR_ONLY",
    "'secretFiles: [k]', SHARED"
  })
  void signsInWhatWasVerifiedHere(String keys, Assurance assurance) {
    Admission admission = admit(source(keys.replace(", ", "\n    ")), Map.of());

    assertThat(admission)
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted ->
                assertThat(admitted.proof())
                    .isEqualTo(new Admission.Proof(assurance, "source:hook")));
  }

  /** What a taken ingest could change. */
  @ParameterizedTest
  @CsvSource({
    "x-id, m-2",
    "content-type, application/json;charset=utf-8",
    "signature, sig1=:AAAA:",
    "signature-input, x",
    "content-digest, sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
  })
  void refusesWhatWasChangedOnTheWay(String name, String value) {
    assertThat(code(admit(source("keyFiles: [k]"), Map.of(name, value))))
        .contains(Code.EVIDENCE_INVALID);
  }

  @Test
  void refusesAnotherBody() {
    byte[] other = "{\"a\":2}".getBytes(UTF_8);

    assertThat(code(admit(source("keyFiles: [k]"), Map.of(), other, NOW)))
        .contains(Code.EVIDENCE_INVALID);
  }

  @Test
  void measuresTheTimeOfSigningAgainstTheAppendTime() {
    SourceSpec source = source("keyFiles: [k]");
    Instant edge = NOW.plus(Duration.ofMinutes(5)).plus(SourceVerifier.MARGIN);

    assertThat(code(admit(source, Map.of(), BODY, edge))).isEmpty();
    assertThat(code(admit(source, Map.of(), BODY, edge.plusMillis(1))))
        .contains(Code.EVIDENCE_STALE);
  }
}
