package io.sallyport.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ingest wrote, on a real broker, judged with the rights that each principal really has. */
class UntrustedCapturesIT {
  private static final Topics TOPICS = new Topics("past");
  private static final Path AGENTS = Path.of("../samples/secret-rotation/validator");
  private static final String AGENT = "rotation-planner";

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  private final Screen screen = new Screen();

  @BeforeAll
  static void came() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest =
        Manifest.of(
            new ManifestSpec(
                TOPICS, (short) 1, 2, 2, 2, Map.of("deployments", 2), Map.of(AGENT, 1), 1 << 20));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    String push = DemoBundles.text(DemoBundles.PAYLOADS.resolve("release.json"));
    String rotation = DemoBundles.text(AGENTS.resolve("tests/payloads/staging.json"));
    try (KafkaProducer<byte[], byte[]> ingest =
        new KafkaProducer<>(
            broker.clientProperties("ingest"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record :
          List.of(
              record("nobody", push),
              unclear(record("github", push)),
              record(AGENT, rotation),
              evidenced(record(AGENT, rotation), "another-agent"),
              evidenced(record(AGENT, rotation), AGENT),
              record("github", push.replace("acme/shop", "acme/other")),
              record("github", push))) {
        ingest.send(record).get();
      }
    }
    sendDirectly(rotation);
  }

  private static void sendDirectly(String body) throws Exception {
    String topic = TOPICS.untrusted(AGENT);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, body.getBytes(UTF_8));
    record.headers().add(Headers.CONTENT_TYPE, "application/json".getBytes(UTF_8));
    record.headers().add("x-jws-signature", jws(AGENT).getBytes(UTF_8));
    try (KafkaProducer<byte[], byte[]> agent =
        new KafkaProducer<>(
            broker.clientProperties(Topics.producerPrincipal(AGENT)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      agent.send(record).get();
    }
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void judgesWhatCame() throws Exception {
    run(1, "integrator", DemoBundles.VALIDATOR, "10");

    assertThat(screen.out())
        .containsPattern("past.untrusted:0:6 .*deploy-on-push.*ALLOWED")
        .containsPattern("past.untrusted:0:5 .*deploy-on-push.*DENIED")
        .contains("2 events judged, 5 skipped", "1 now allowed");
  }

  @Test
  void goesBackAsFarAsItIsTold() throws Exception {
    run(1, "integrator", DemoBundles.VALIDATOR, "1");

    assertThat(screen.out()).contains("1 event judged, 0 skipped");
  }

  @Test
  void takesAnAgentForTheOneThatItsEvidencePresents() throws Exception {
    run(0, "integrator", AGENTS, "10");

    assertThat(screen.out())
        .containsPattern("past.untrusted:0:4 .*rotate.*HELD")
        .containsPattern("past.untrusted:0:3 .*rotate.*DENIED")
        .contains("2 events judged, 5 skipped", "0 now allowed");
  }

  @Test
  void readsADirectProducersOwnTopicAndHeaders() throws Exception {
    Path direct = direct("direct");

    run(0, "integrator", direct, "10");

    assertThat(screen.out())
        .containsPattern("past.untrusted.rotation-planner:0:0 .*rotate.*HELD")
        .contains("0 now allowed");
  }

  @Test
  void leavesOutTheTopicOfASourceThatIsNotThereYet() throws Exception {
    Path newcomer = DemoBundles.copy(AGENTS, directory.resolve("newcomer"));
    for (String file : List.of("source-rotation-planner.yaml", "rule-rotate.yaml")) {
      DemoBundles.replace(newcomer.resolve(file), AGENT, "newcomer");
    }
    for (String file : List.of("tests/by-day.yaml", "tests/by-night.yaml")) {
      DemoBundles.replace(newcomer.resolve(file), "source: " + AGENT, "source: newcomer");
    }
    Path source = newcomer.resolve("source-rotation-planner.yaml");
    DemoBundles.replace(
        source, "spec:", "spec:\n  topic: untrusted.newcomer\n  principal: producer-newcomer");
    DemoBundles.replace(source, ", rate: 5/s", "");

    run(2, "integrator", newcomer, "10");

    assertThat(screen.err())
        .contains("past.untrusted.newcomer is left out", "no payload could be judged");
  }

  @Test
  void takesNoSourceOnAnothersWay() throws Exception {
    Path direct = direct("onItsOwnWay");

    run(0, "integrator", direct, "10");

    assertThat(screen.out()).contains("1 event judged, 7 skipped");
  }

  @Test
  void isForTheIntegratorAlone() throws Exception {
    run(2, "operator", DemoBundles.VALIDATOR, "10");

    assertThat(screen.err()).contains("may not read " + TOPICS.untrusted(), "integrator");
  }

  /** The agents' bundle, whose source writes a topic of its own. */
  private static Path direct(String name) {
    Path direct = DemoBundles.copy(AGENTS, directory.resolve(name));
    Path source = direct.resolve("source-rotation-planner.yaml");
    DemoBundles.replace(
        source,
        "spec:",
        "spec:\n  topic: untrusted.%1$s\n  principal: producer-%1$s".formatted(AGENT));
    DemoBundles.replace(source, ", rate: 5/s", "");
    return direct;
  }

  private void run(int expected, String principal, Path bundle, String last) throws Exception {
    Path client = directory.resolve(principal + ".properties");
    ClientProperties.write(client, broker.clientProperties(principal));
    int code =
        DemoBundles.run(
            screen,
            "simulate",
            "--bundle",
            bundle,
            "--from",
            "untrusted",
            "--last",
            last,
            "--config",
            client,
            "--prefix",
            TOPICS.prefix());
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private static ProducerRecord<byte[], byte[]> record(String source, String body) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPICS.untrusted(), 0, new byte[] {1}, body.getBytes(UTF_8));
    Map.of(Headers.CE_SOURCE, Headers.SOURCES + source, Headers.CONTENT_TYPE, "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /** With a second media type, so that it is unclear which of them counts. */
  private static ProducerRecord<byte[], byte[]> unclear(ProducerRecord<byte[], byte[]> record) {
    record.headers().add(Headers.CONTENT_TYPE, "application/json".getBytes(UTF_8));
    return record;
  }

  /** As an agent would sign it, but for the signature, which a simulation does not verify. */
  private static ProducerRecord<byte[], byte[]> evidenced(
      ProducerRecord<byte[], byte[]> record, String agent) {
    record.headers().add(Headers.HTTP + "x-jws-signature", jws(agent).getBytes(UTF_8));
    return record;
  }

  private static String jws(String agent) {
    String header =
        """
        {"typ":"sallyport-proposal","alg":"Ed25519","kid":"key","b64":false,"crit":["b64"],\
        "aud":"%s","sub":"%s","iat":1,"jti":"1"}\
        """
            .formatted(AGENT, agent);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(header.getBytes(UTF_8))
        + ".."
        + base64.encodeToString(new byte[64]);
  }
}
