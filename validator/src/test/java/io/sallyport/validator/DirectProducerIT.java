package io.sallyport.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process on a real broker, fed by producers that ingest never sees. */
@Timeout(600)
class DirectProducerIT {
  private static final Secret SECRET = Secret.of("orders".getBytes(UTF_8));
  private static final byte[] GOOD = Demo.goodPush().getBytes(UTF_8);
  private static final byte[] OTHER = Demo.push("acme/x", "main", "0".repeat(40)).getBytes(UTF_8);
  private static final String TOPIC = Demo.TOPICS.untrusted("orders");
  private static final String FORGED = Demo.TOPICS.untrusted() + ":1:0";
  private static final String EVENTS = Demo.TOPICS.untrusted("events");
  private static final int SENT = 10;
  private static final int UNREFUSED = 3;

  @TempDir static Path directory;
  private static @Nullable Installation started;
  private static Map<String, ReceiptBody> endings = Map.of();

  @BeforeAll
  static void feedAndStart() throws IOException {
    ManifestSpec spec =
        new ManifestSpec(
            Demo.TOPICS,
            (short) 1,
            2,
            2,
            2,
            Map.of("deployments", 2),
            Map.of("orders", 5, "late", 1, "events", 1),
            1 << 20);
    Installation installation = Installation.start(directory, spec, bundle());
    started = installation;
    Files.writeString(installation.home().resolve("orders.secret"), "orders");
    try (KafkaProducer<byte[], byte[]> orders = producer("producer-orders");
        KafkaProducer<byte[], byte[]> late = producer("producer-late");
        KafkaProducer<byte[], byte[]> events = producer("producer-events");
        KafkaProducer<byte[], byte[]> ingest = producer("ingest")) {
      write(late, Demo.TOPICS.untrusted("late"), 0, GOOD, signed(GOOD));
      write(orders, TOPIC, 4, GOOD, signed(GOOD));
      write(orders, TOPIC, 1, GOOD, signed(GOOD));
      write(orders, TOPIC, 2, OTHER, signed(GOOD));
      write(orders, TOPIC, 3, GOOD, json());
      write(orders, TOPIC, 3, nothing(), json());
      write(orders, TOPIC, 0, OTHER, forgedPlace());
      write(ingest, Demo.TOPICS.untrusted(), 1, OTHER, forgedPlace());
      write(events, EVENTS, 0, GOOD, event("17"));
      write(events, EVENTS, 0, GOOD, event("17", "18"));
    }
    installation.startValidator();
    endings =
        Endings.read(installation, SENT).stream()
            .collect(Collectors.toMap(Endings::origin, Function.identity()));
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(started).ifPresent(Installation::close);
  }

  /** The demo's bundle with direct sources; the evidence of one counts for a second only. */
  private static Path bundle() throws IOException {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    Files.copy(Demo.BUNDLE.resolve("actions/Deploy.avsc"), bundle.resolve("Deploy.avsc"));
    String source =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %1$s}
        spec:
          topic: untrusted.%1$s
          principal: producer-%1$s
          scheme: {preset: github, secretFiles: [orders.secret]}
          maxAge: %2$s
        """;
    Files.writeString(bundle.resolve("orders.yaml"), source.formatted("orders", "10m"));
    Files.writeString(bundle.resolve("late.yaml"), source.formatted("late", "1s"));
    Files.writeString(
        bundle.resolve("events.yaml"),
        source
            .formatted("events", "10m")
            .replace("preset: github, secretFiles: [orders.secret]}", "preset: none}")
            .concat("  payload: {kind: cloudevents, mode: binary}\n"));
    for (String name : List.of("rule-deploy-on-push.yaml", "policy-deploy.yaml")) {
      String text = Files.readString(Demo.BUNDLE.resolve(name));
      Files.writeString(
          bundle.resolve(name),
          text.replace("source: github", "source: orders").replace("'github' &&", "'orders' &&"));
    }
    return bundle;
  }

  private static KafkaProducer<byte[], byte[]> producer(String principal) {
    return new KafkaProducer<>(
        installation().client(principal), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int partition,
      byte @Nullable [] body,
      RecordHeaders headers) {
    var _ = producer.send(new ProducerRecord<>(topic, partition, new byte[] {1}, body, headers));
  }

  private static byte @Nullable [] nothing() {
    return null;
  }

  private static RecordHeaders json() {
    RecordHeaders headers = new RecordHeaders();
    Demo.add(headers, Headers.CONTENT_TYPE, "application/json");
    return headers;
  }

  /** Attributes of an event in binary mode. */
  private static RecordHeaders event(String... ids) {
    RecordHeaders headers = json();
    Demo.add(headers, "ce_specversion", "1.0");
    Demo.add(headers, "ce_source", "/shop");
    Demo.add(headers, "ce_type", "com.example.push");
    for (String id : ids) {
      Demo.add(headers, "ce_id", id);
    }
    return headers;
  }

  private static RecordHeaders signed(byte[] body) {
    RecordHeaders headers = json();
    Demo.add(headers, "x-hub-signature-256", SenderSignature.github(SECRET, body));
    return headers;
  }

  /** As if arrive had carried a signed record here. */
  private static RecordHeaders forgedPlace() {
    RecordHeaders headers = Demo.headers();
    headers.remove(Headers.CE_SOURCE);
    Demo.add(headers, Headers.CE_SOURCE, "/sources/orders");
    Demo.add(headers, Headers.ARRIVED_FROM, TOPIC + ":4:0");
    Demo.add(headers, Headers.ARRIVED_AT, Long.toString(System.currentTimeMillis()));
    Demo.add(headers, "http-" + "x-hub-signature-256", SenderSignature.github(SECRET, OTHER));
    return headers;
  }

  private static Installation installation() {
    return Optional.ofNullable(started).orElseThrow();
  }

  private static ReceiptBody at(String origin) {
    return Optional.ofNullable(endings.get(origin)).orElseThrow();
  }

  @Test
  void endsEachRecordOnceUnderItsFirstPlace() {
    assertThat(endings)
        .containsOnlyKeys(
            TOPIC + ":0:0",
            TOPIC + ":1:0",
            TOPIC + ":2:0",
            TOPIC + ":3:0",
            TOPIC + ":3:1",
            TOPIC + ":4:0",
            "sallyport.untrusted.late:0:0",
            EVENTS + ":0:0",
            EVENTS + ":0:1",
            FORGED);
  }

  @Test
  void sealsOneActionOfTwoCopiesOnDifferentPartitions() {
    List<ReceiptBody> copies = List.of(at(TOPIC + ":4:0"), at(TOPIC + ":1:0"));

    assertThat(copies)
        .extracting(Endings::ending)
        .containsExactlyInAnyOrder("ALLOWED", "DUPLICATE");
    assertThat(copies)
        .allSatisfy(body -> {
          ReceiptBody.Delivery delivery = Endings.delivery(body);
          assertThat(delivery.id()).isEqualTo(delivery.origin().text());
          assertThat(delivery.evidence().orElseThrow().assurance())
              .isEqualTo(Assurance.VALIDATOR_ONLY);
        });
    assertThat(
            Committed.read(
                installation().client("executor-deployments"),
                Demo.TOPICS.trusted("deployments"),
                new ByteArrayDeserializer(),
                records -> !records.isEmpty()))
        .hasSize(1);
  }

  @Test
  void makesTheEnvelopeOfAnEventWhoseAttributesAreHeaders() {
    byte[] envelope =
        """
        {"datacontenttype":"application/json","id":"17","source":"/shop","specversion":"1.0",\
        "type":"com.example.push","data":%s}\
        """
            .formatted(Demo.goodPush())
            .getBytes(UTF_8);

    assertThat(Endings.ending(at(EVENTS + ":0:0"))).isEqualTo("IGNORED");
    assertThat(Endings.delivery(at(EVENTS + ":0:0")).digest()).isEqualTo(Digest.of(envelope));
    assertThat(Endings.code(at(EVENTS + ":0:1"))).isEqualTo(Code.CLOUDEVENT_BINARY);
  }

  @Test
  void refusesWhatIsNotSignedAsItStands() {
    assertThat(Endings.code(at(TOPIC + ":2:0"))).isEqualTo(Code.EVIDENCE_INVALID);
    assertThat(Endings.code(at(TOPIC + ":3:0"))).isEqualTo(Code.EVIDENCE_MISSING);
    assertThat(Endings.code(at(TOPIC + ":3:1"))).isEqualTo(Code.BODY_EMPTY);
  }

  @Test
  void believesNobodyButArrive() {
    assertThat(Endings.code(at(FORGED))).isEqualTo(Code.SOURCE_UNKNOWN);
    assertThat(Endings.code(at(TOPIC + ":0:0"))).isEqualTo(Code.EVIDENCE_MISSING);
  }

  @Test
  void refusesWhatWaitedTooLongBeforeArriveSawIt() {
    assertThat(Endings.code(at("sallyport.untrusted.late:0:0"))).isEqualTo(Code.STALE);
  }

  @Test
  void quarantinesUnderTheFirstPlace() {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation().client("operator"),
            Demo.TOPICS.quarantine(),
            new ByteArrayDeserializer(),
            found -> found.size() >= SENT - UNREFUSED);

    assertThat(records)
        .filteredOn(record -> origin(record).equals(TOPIC + ":2:0"))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(OTHER));
    assertThat(records).hasSize(SENT - UNREFUSED);
    assertThat(installation().isValidatorAlive()).isTrue();
  }

  private static String origin(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader(Headers.ORIGIN).value(), UTF_8);
  }

  @Test
  void letsNoProducerWriteAnothersTopic() {
    try (KafkaProducer<byte[], byte[]> late = producer("producer-late")) {
      for (String topic : List.of(TOPIC, Demo.TOPICS.untrusted(), Demo.TOPICS.arrived())) {
        assertThatThrownBy(() -> late.send(new ProducerRecord<>(topic, GOOD)).get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
  }
}
