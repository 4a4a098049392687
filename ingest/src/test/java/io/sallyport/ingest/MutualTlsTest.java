package io.sallyport.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.evidence.form.CertificateForm;
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
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose senders are proved by the certificates of their connections. */
@Tag("NHI4")
@Tag("CSF-PR.AA")
class MutualTlsTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SOURCE =
      """
      apiVersion: sallyport/v1
      kind: Source
      metadata: {name: orders}
      spec: {scheme: {preset: mtls, keyFiles: [ca.pem], names: ['subject:CN=orders']}}
      """;

  @TempDir private Path home;
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Publisher publisher =
      new Publisher(producer, "sallyport.untrusted", Duration.ofSeconds(1));

  @BeforeEach
  void hasAnAuthority() throws IOException {
    issue(Pki.openOrCreate(home.resolve("authority")), "orders", "orders");
    Files.copy(home.resolve("orders/ca.pem"), home.resolve("ca.pem"));
  }

  private void issue(Pki authority, String name, String directory) {
    authority.issue(name, home.resolve(directory));
  }

  @AfterEach
  void ends() {
    publisher.close();
  }

  private Gateway gateway() {
    SourceSpec spec = SourceReader.read(ConfigFile.parse("s.yaml", SOURCE, home).getFirst());
    return new Gateway(
        new Sources(List.of(new SourceDoor(spec, SourceVerifier.atIngest(spec)))),
        publisher,
        new DeliveryIds(new SecureRandom()),
        CLOCK,
        new Telemetry(new Metrics()));
  }

  private static FakeCall call() {
    return new FakeCall("{}".getBytes(StandardCharsets.UTF_8)).path("/v1/sources/orders");
  }

  /** The call as a listener makes it of a connection with this certificate. */
  private FakeCall call(String directory) throws IOException {
    String pem = Files.readString(home.resolve(directory).resolve("client.pem"));
    String begin = "-----BEGIN CERTIFICATE-----";
    int start = pem.indexOf(begin) + begin.length();
    String encoded = pem.substring(start, pem.indexOf("-----END", start));
    return call().header(CertificateForm.HEADER, encoded.replaceAll("\\s", ""));
  }

  @Test
  void takesTheDeclaredClientAndSaysNothingOfItOnTheTopic() throws IOException {
    assertThat(gateway().receive(call("orders"))).isInstanceOf(Answer.Accepted.class);

    ProducerRecord<byte[], byte[]> entry = producer.history().getFirst();
    assertThat(entry.headers())
        .extracting(Header::key)
        .noneMatch(name -> name.contains("certificate"));
  }

  @Test
  void refusesEverybodyElse() throws IOException {
    issue(Pki.openOrCreate(home.resolve("authority")), "payments", "payments");
    issue(Pki.openOrCreate(home.resolve("stranger")), "orders", "impostor");
    Answer refused = Answer.refused(Refusal.UNAUTHENTICATED);

    assertThat(gateway().receive(call())).isEqualTo(refused);
    assertThat(gateway().receive(call("payments"))).isEqualTo(refused);
    assertThat(gateway().receive(call("impostor"))).isEqualTo(refused);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void doesNotStartWithoutAListenerThatAsksForCertificates() throws IOException {
    Files.createDirectories(home.resolve("sources"));
    Files.writeString(home.resolve("sources/orders.yaml"), SOURCE);
    Path config = home.resolve("config.yaml");
    for (String listen : List.of("{port: 0}", "{port: 0, tls: {certificate: c.pem, key: k.pem}}")) {
      Files.writeString(
          config,
          """
          apiVersion: sallyport/v1
          kind: Ingest
          metadata: {name: ingest}
          spec: {environment: test-abc, listen: %s, kafka: {bootstrap.servers: '127.0.0.1:1'}}
          """
              .formatted(listen));

      assertThatThrownBy(() -> Ingest.start(config))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("listen.tls.clients: a source has preset: mtls");
    }
  }
}
