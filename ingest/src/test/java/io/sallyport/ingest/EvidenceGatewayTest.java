package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.ingest.admission.FakeCall;
import io.sallyport.ingest.admission.SourceDoor;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Refusal;
import io.sallyport.ingest.publish.DeliveryIds;
import io.sallyport.ingest.publish.Publisher;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Metrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources whose evidence holds more than a signature of the body. */
class EvidenceGatewayTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final byte[] SECRET = "0123456789abcdef01234567".getBytes(UTF_8);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Publisher publisher =
      new Publisher(producer, "sallyport.untrusted", Duration.ofSeconds(1));
  private final SourceSpec open = open();
  private final Gateway gateway = gateway();

  @AfterEach
  void ends() {
    publisher.close();
  }

  private Gateway gateway() {
    Sources sources =
        new Sources(
            List.of(
                door(webhooks("shared", "ingest")),
                door(webhooks("blind", "validator")),
                door(slack("slack", "ingest")),
                door(slack("slack-blind", "validator")),
                door(open)));
    InstantSource clock = InstantSource.fixed(NOW);
    return new Gateway(
        sources,
        publisher,
        new DeliveryIds(new SecureRandom()),
        clock,
        new Telemetry(new Metrics()));
  }

  private static SourceDoor door(SourceSpec spec) {
    return new SourceDoor(spec, SourceVerifier.atIngest(spec, file -> whsec()));
  }

  private static Secret whsec() {
    String text = "whsec_" + Base64.getEncoder().encodeToString(SECRET);
    return Secret.of(text.getBytes(UTF_8));
  }

  private static SourceSpec webhooks(String name, String verifiedBy) {
    return spec(
        name,
        "{preset: standard-webhooks, verifiedBy: %s, secretFiles: [s]}".formatted(verifiedBy),
        "[webhook-id, webhook-timestamp, webhook-signature]");
  }

  private static SourceSpec slack(String name, String verifiedBy) {
    return spec(
        name,
        "{preset: slack, verifiedBy: %s, secretFiles: [s]}".formatted(verifiedBy),
        "[x-slack-signature, x-slack-request-timestamp]\n  limits: {rate: 2/h}");
  }

  private static FakeCall challenge(String source) {
    byte[] body = "{\"type\":\"url_verification\",\"challenge\":\"c\"}".getBytes(UTF_8);
    FakeCall call = new FakeCall(body).path("/v1/sources/" + source);
    SenderSignature.with(Presets.named("slack").form(), whsec())
        .headers(NOW, name -> "", body)
        .forEach(call::header);
    return call;
  }

  private static SourceSpec open() {
    return spec("open", "{preset: none}", "[]");
  }

  private static SourceSpec spec(String name, String scheme, String forwarded) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %s}
        spec:
          scheme: %s
          forwardHeaders: %s
        """
            .formatted(name, scheme, forwarded);
    return SourceReader.read(ConfigFile.parse("source.yaml", text).getFirst());
  }

  private static FakeCall call(String source, byte[] secret, Instant at) {
    FakeCall call = new FakeCall(BODY).path("/v1/sources/" + source);
    SenderSignature.with(Presets.named("standard-webhooks").form(), Secret.of(secret))
        .headers(at, name -> "msg_1", BODY)
        .forEach(call::header);
    return call;
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "blind"})
  void publishesUnderTheSignedIdWithTheEvidence(String source) {
    Answer answer = gateway.receive(call(source, SECRET, NOW));

    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    ProducerRecord<byte[], byte[]> entry = producer.history().getFirst();
    DedupeId id =
        DedupeId.of(source, "source:" + source, DedupeId.Basis.SIGNED_ID, "msg_1".getBytes(UTF_8));
    assertThat(new String(entry.key(), US_ASCII)).isEqualTo(id.text());
    assertThat(entry.headers().lastHeader("http-webhook-signature")).isNotNull();
  }

  @Test
  void givesEachAttemptOfOneDeliveryTheSameKey() {
    gateway.receive(call("shared", SECRET, NOW));
    gateway.receive(call("shared", SECRET, NOW.minusSeconds(10)));

    assertThat(producer.history()).hasSize(2);
    assertThat(producer.history().getFirst().key()).isEqualTo(producer.history().getLast().key());
  }

  @Test
  void refusesAnotherSecretWhereItHasOne() {
    byte[] other = "another secret of senders".getBytes(UTF_8);

    assertThat(gateway.receive(call("shared", other, NOW)))
        .isEqualTo(Answer.refused(Refusal.UNAUTHENTICATED));
    assertThat(gateway.receive(call("blind", other, NOW))).isInstanceOf(Answer.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "blind"})
  void refusesOldAndIncompleteEvidence(String source) {
    Instant old = NOW.minusSeconds(301);

    assertThat(gateway.receive(call(source, SECRET, old)))
        .isEqualTo(Answer.refused(Refusal.UNAUTHENTICATED));
    assertThat(gateway.receive(call(source, SECRET, NOW).without("webhook-id")))
        .isEqualTo(Answer.refused(Refusal.UNAUTHENTICATED));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void answersAProvenHandshakeWithinTheRateAndPublishesNothing() {
    Answer greeted = new Answer.Greeted(200, "{\"challenge\":\"c\"}");

    assertThat(gateway.receive(challenge("slack"))).isEqualTo(greeted);
    assertThat(gateway.receive(challenge("slack"))).isEqualTo(greeted);
    assertThat(gateway.receive(challenge("slack")))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RATE_EXCEEDED));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void answersNoHandshakeThatItCannotProve() {
    FakeCall forged =
        challenge("slack")
            .without("x-slack-signature")
            .header("x-slack-signature", "v0=" + "0".repeat(64));

    assertThat(gateway.receive(forged)).isEqualTo(Answer.refused(Refusal.UNAUTHENTICATED));
    assertThat(gateway.receive(challenge("slack-blind"))).isInstanceOf(Answer.Accepted.class);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void takesUnsignedDeliveriesOfASourceThatSaysSo() {
    Answer answer = gateway.receive(new FakeCall(BODY).path("/v1/sources/open"));

    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    assertThat(producer.history().getFirst().key()).isEqualTo(DedupeIdentity.of(open, BODY).key());
  }
}
