package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.ingest.admission.FakeCall;
import io.sallyport.ingest.admission.SourceDoor;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Refusal;
import io.sallyport.ingest.publish.DeliveryIds;
import io.sallyport.ingest.publish.Publisher;
import io.sallyport.service.admin.Health;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Metrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));
  private static final byte[] BODY = "{\"ref\":\"refs/heads/main\"}".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-19T12:00:00Z");

  private final List<Publisher> publishers = new ArrayList<>();
  private final MockProducer<byte[], byte[]> producer = producer(true);
  private final Metrics metrics = new Metrics();
  private final Sources sources = new Sources(List.of(door()));
  private final Telemetry telemetry = new Telemetry(metrics);
  private final Publisher publisher = publisher(producer, Duration.ofSeconds(1));
  private final Gateway gateway = gateway(publisher);

  private static SourceDoor door() {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec:
          scheme: {preset: github, secretFiles: [s]}
          forwardHeaders: [x-github-event]
          limits: {body: 1KiB, rate: 3/h}
        """;
    SourceSpec spec = SourceReader.read(ConfigFile.parse("github.yaml", text).getFirst());
    return new SourceDoor(spec, SourceVerifier.atIngest(spec, file -> SECRET));
  }

  @AfterEach
  void ends() {
    publishers.forEach(Publisher::close);
  }

  private static MockProducer<byte[], byte[]> producer(boolean completes) {
    return new MockProducer<>(
        completes, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Publisher publisher(MockProducer<byte[], byte[]> producer, Duration patience) {
    Publisher publisher = new Publisher(producer, "sallyport.untrusted", patience);
    publishers.add(publisher);
    return publisher;
  }

  private Gateway gateway(Publisher publisher) {
    DeliveryIds ids = new DeliveryIds(new SecureRandom());
    return new Gateway(sources, publisher, ids, InstantSource.fixed(NOW), telemetry);
  }

  private static FakeCall signed(byte[] body) {
    return new FakeCall(body).header("x-hub-signature-256", SenderSignature.github(SECRET, body));
  }

  private void assertRefused(FakeCall call, Refusal refusal) {
    assertThat(gateway.receive(call)).isEqualTo(Answer.refused(refusal));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void publishesAProvenDelivery() {
    Answer answer = gateway.receive(signed(BODY).header("x-github-event", "push"));

    assertThat(producer.history()).hasSize(1);
    ProducerRecord<byte[], byte[]> entry = producer.history().getFirst();
    assertThat(entry.value()).isEqualTo(BODY);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Accepted.class,
            accepted ->
                assertThat(header(entry, "ce_id")).isEqualTo(accepted.delivery().toString()));
    assertThat(header(entry, "http-x-github-event")).isEqualTo("push");
  }

  @Test
  void handsTheCallersTraceOnBesideItsOwn() {
    String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    gateway.receive(signed(BODY).header("traceparent", caller));

    ProducerRecord<byte[], byte[]> entry = producer.history().getFirst();
    assertThat(header(entry, "http-traceparent")).isEqualTo(caller);
    assertThat(header(entry, "traceparent")).doesNotContain("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  private static String header(ProducerRecord<byte[], byte[]> entry, String name) {
    Header header = entry.headers().lastHeader(name);
    return new String(header.value(), UTF_8);
  }

  @Test
  void refusesUnknownSources() {
    assertRefused(signed(BODY).path("/v1/sources/gitlab"), Refusal.UNKNOWN_SOURCE);
  }

  @Test
  void refusesUnfitCallsWithoutReadingTheirBodies() {
    FakeCall call = signed(BODY).header("content-length", "1025");

    assertRefused(call, Refusal.BODY_TOO_LARGE);
    assertThat(call.isRead()).isFalse();
  }

  @Test
  void takesTheLargestBodyAndRefusesOneByteMore() {
    assertThat(gateway.receive(signed(new byte[1_024]))).isInstanceOf(Answer.Accepted.class);
    producer.clear();
    assertRefused(signed(new byte[1_025]), Refusal.BODY_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256=",
        "",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
      })
  void refusesUnprovenDeliveries(String signature) {
    assertRefused(
        new FakeCall(BODY).header("x-hub-signature-256", signature), Refusal.UNAUTHENTICATED);
  }

  @Test
  void refusesDeliveriesWithoutASignature() {
    assertRefused(new FakeCall(BODY), Refusal.UNAUTHENTICATED);
    assertThat(metrics.text())
        .contains("ingest_unproven_total{source=\"github\",reason=\"missing\"} 1");
  }

  @Test
  void refusesASignatureGivenTwice() {
    FakeCall call = signed(BODY).header("x-hub-signature-256", "sha256=" + "0".repeat(64));

    assertRefused(call, Refusal.UNAUTHENTICATED);
  }

  @Test
  void refusesUnclearHeaders() {
    FakeCall call = signed(BODY).header("x-github-event", "a").header("x-github-event", "b");

    assertRefused(call, Refusal.HEADER_UNCLEAR);
  }

  @Test
  void refusesMoreThanTheRate() {
    for (int count = 0; count < 3; count++) {
      assertThat(gateway.receive(signed(BODY))).isInstanceOf(Answer.Accepted.class);
    }

    assertThat(gateway.receive(signed(BODY)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(Refusal.RATE_EXCEEDED);
              assertThat(refused.retryAfter()).isPositive();
            });
  }

  @Test
  void doesNotLetStrangersUseUpTheRate() {
    for (int count = 0; count < 10; count++) {
      assertThat(gateway.receive(new FakeCall(BODY))).isInstanceOf(Answer.Refused.class);
    }

    assertThat(gateway.receive(signed(BODY))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void saysUnavailableWhenTheBrokerDoesNotTakeIt() {
    producer.sendException = new TimeoutException("no metadata");

    assertThat(gateway.receive(signed(BODY))).isEqualTo(unavailable());
    assertThat(publisher.failedWithin(Duration.ofMinutes(1))).isTrue();
    assertThat(publisher.failedWithin(Duration.ZERO)).isFalse();
    assertThat(metrics.text()).contains("cause=\"TimeoutException\"} 1");
  }

  @Test
  void saysUnavailableWhenItMayNotWrite() {
    producer.sendException = new TopicAuthorizationException("sallyport.untrusted");

    assertThat(gateway.receive(signed(BODY))).isEqualTo(unavailable());
  }

  @Test
  @Timeout(30)
  void doesNotAcceptWithoutAcknowledgement() {
    Gateway impatient = gateway(publisher(producer(false), Duration.ofMillis(50)));

    assertThat(impatient.receive(signed(BODY))).isEqualTo(unavailable());
  }

  /** No number of nanoseconds is as long as that patience, which is a bug that ends who looks. */
  @Test
  void wantsARestartWhenNobodyEndsWaits() {
    MockProducer<byte[], byte[]> silent = producer(false);
    Publisher publisher = publisher(silent, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(Ingest.health(publisher, false)).isEqualTo(Health.ready());

    Thread.ofVirtual().start(() -> gateway(publisher).receive(signed(BODY)));

    Awaitility.await().until(publisher::isBlind);
    assertThat(Ingest.health(publisher, false)).isInstanceOf(Health.Dead.class);
    Awaitility.await().until(silent::completeNext);
  }

  @Test
  void isReadyAgainAfterASuccess() {
    producer.sendException = new TimeoutException("no metadata");
    Answer failed = gateway.receive(signed(BODY));
    producer.sendException = null;

    Answer answer = gateway.receive(signed(BODY));

    assertThat(failed).isEqualTo(unavailable());
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    assertThat(publisher.failedWithin(Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void saysTooLargeWhenTheBrokerDoes() {
    producer.sendException = new RecordTooLargeException("too large");

    assertThat(gateway.receive(signed(BODY))).isEqualTo(Answer.refused(Refusal.BODY_TOO_LARGE));
  }

  @Test
  void saysUnavailableWhenTheProducerIsClosed() {
    producer.close();

    assertThat(gateway.receive(signed(BODY))).isEqualTo(unavailable());
  }

  private static Answer unavailable() {
    return new Answer.Refused(Refusal.UNAVAILABLE, Duration.ofSeconds(5));
  }

  @Test
  void countsByKnownSourceAndListedResult() {
    var observed = telemetry.observe(sources, gateway::receive);
    Answer first = observed.apply(signed(BODY));
    for (int stranger = 0; stranger < 20; stranger++) {
      Answer refused = observed.apply(signed(BODY).path("/v1/sources/x" + stranger));
      assertThat(refused).isNotEqualTo(first);
    }

    assertThat(metrics.text())
        .contains("ingest_requests_total{source=\"github\",result=\"accepted\"} 1")
        .contains("ingest_requests_total{source=\"unknown\",result=\"unknown-source\"} 20")
        .doesNotContain("x1");
  }
}
