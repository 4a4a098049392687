package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.service.process.StartException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process on a real broker: killed half way, fed what strangers might send. */
@Timeout(600)
class GateIT {
  private static final int RECORDS = 200;

  /** What the manifest gives quarantine. */
  private static final int QUARANTINED = (1 << 20) + (128 << 10);

  private static final String TRUSTED = Demo.TOPICS.trusted("deployments");

  @TempDir static Path directory;
  private static @Nullable Installation started;
  private static final List<Future<RecordMetadata>> SENT = new ArrayList<>();

  @BeforeAll
  static void feedAndKill() throws InterruptedException {
    Installation installation = Installation.start(directory);
    started = installation;
    installation.startValidator();
    try (KafkaProducer<byte[], byte[]> ingest =
        new KafkaProducer<>(
            installation.client("ingest"), new ByteArraySerializer(), new ByteArraySerializer())) {
      IntStream.range(0, RECORDS / 2).forEach(i -> send(ingest, body(i)));
      ingest.flush();
      endings(1);
      installation.killValidator();
      IntStream.range(RECORDS / 2, RECORDS).forEach(i -> send(ingest, body(i)));
      send(ingest, body(0));
      hostile(ingest);
      ingest.flush();
      assertThat(SENT).allMatch(sent -> sent.state() == Future.State.SUCCESS);
    }
    installation.startValidator();
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(started).ifPresent(Installation::close);
  }

  /** Five kinds in turn: sealed, denied, unbound, ignored, and the one before once more. */
  private static byte[] body(int number) {
    String commit = "%040x".formatted(number);
    String text =
        switch (number % 5) {
          case 0 -> Demo.push("acme/shop", number % 2 == 0 ? "main" : "release", commit);
          case 1 -> Demo.push("acme/other", "main", commit);
          case 2 -> Demo.push("acme/shop", "main", "commit " + number);
          case 3 -> "{\"number\": " + number + "}";
          default -> Demo.push("acme/other", "main", "%040x".formatted(number - 3));
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final List<byte[]> HOSTILE =
      List.of(
          "{\"ref\": \"refs/he".getBytes(StandardCharsets.UTF_8),
          ("{\"a\": " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
          "{\"a\": 1, \"a\": 2}".getBytes(StandardCharsets.UTF_8),
          new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
          new byte[0]);

  private static void hostile(KafkaProducer<byte[], byte[]> ingest) {
    for (byte[] body : HOSTILE) {
      send(ingest, body);
    }
    byte[] key = {1, 2, 3};
    RecordHeaders garbage = new RecordHeaders();
    garbage.add(Headers.CE_SOURCE, new byte[] {(byte) 0xff, 0, 27});
    garbage.add(Headers.CE_SOURCE, new byte[] {(byte) 0xff, 0, 27});
    String topic = Demo.TOPICS.untrusted();
    SENT.add(ingest.send(new ProducerRecord<>(topic, 0, key, new byte[] {'{', '}'}, garbage)));
    SENT.add(ingest.send(new ProducerRecord<>(topic, 0, nothing(), nothing(), Demo.headers())));
    SENT.add(ingest.send(new ProducerRecord<>(topic, 1, new byte[0], new byte[] {0})));
  }

  private static byte @Nullable [] nothing() {
    return null;
  }

  private static void send(KafkaProducer<byte[], byte[]> ingest, byte[] body) {
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    SENT.add(
        ingest.send(
            new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers())));
  }

  @Test
  void endsEveryDeliveryExactlyOnce() {
    int sent = RECORDS + 1 + HOSTILE.size() + 3;

    List<ReceiptBody> endings = endings(sent);

    assertThat(endings).hasSize(sent);
    assertThat(endings.stream().map(Endings::origin).distinct()).hasSize(sent);
    Map<String, Long> counts =
        endings.stream()
            .collect(Collectors.groupingBy(Endings::ending, TreeMap::new, Collectors.counting()));
    assertThat(counts)
        .containsEntry("ALLOWED", 40L)
        .containsEntry("DENIED", 40L)
        .containsEntry("UNBOUND", 40L)
        .containsEntry("IGNORED", 40L)
        .containsEntry("DUPLICATE", 41L)
        .containsEntry("REFUSED", 8L);
  }

  @Test
  void sealsWhatAnExecutorCanVerifyAndRead() {
    KafkaAvroDeserializer avro = new KafkaAvroDeserializer();
    avro.configure(Map.of("schema.registry.url", installation().registry().toString()), false);

    List<ConsumerRecord<byte[], Object>> sealed =
        Committed.read(
            installation().client("executor-deployments"),
            TRUSTED,
            avro,
            records -> records.size() >= 40);

    assertThat(sealed).hasSize(40);
    assertThat(sealed)
        .allSatisfy(record ->
            assertThat(record.value())
                .isInstanceOfSatisfying(
                    GenericRecord.class,
                    action -> assertThat(action.get("repository")).hasToString("acme/shop")));
  }

  @Test
  void signsThePlaceWhereASealedRecordLies() {
    List<ConsumerRecord<byte[], byte[]>> sealed =
        Committed.read(
            installation().client("executor-deployments"),
            TRUSTED,
            new ByteArrayDeserializer(),
            records -> records.size() >= 40);

    assertThat(sealed.stream().map(record -> mandate(record).id()).distinct()).hasSize(40);
    assertThat(sealed)
        .allSatisfy(record -> {
          Mandate.Grant grant = mandate(record).grant();
          assertThat(grant.topic()).isEqualTo(record.topic());
          assertThat(grant.partition()).isEqualTo(record.partition());
          assertThat(grant.key().toArray()).isEqualTo(record.key());
          assertThat(grant.digest()).isEqualTo(Digest.of(record.value()));
        });
  }

  @Test
  void quarantinesWhatItRefusesAndStaysAlive() {
    int refused = 40 + 8;

    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation().client("operator"),
            Demo.TOPICS.quarantine(),
            new ByteArrayDeserializer(),
            found -> found.size() >= refused);

    assertThat(records).hasSize(refused);
    assertThat(installation().isValidatorAlive()).isTrue();
  }

  @Test
  void logsNothingOfAPayload() {
    endings(RECORDS);

    assertThat(installation().log()).doesNotContain("acme", "refs/he", "fix the till");
  }

  private static Installation installation() {
    return Optional.ofNullable(started).orElseThrow();
  }

  private static List<ReceiptBody> endings(int count) {
    return Endings.read(installation(), count);
  }

  private static Mandate mandate(ConsumerRecord<byte[], byte[]> record) {
    PinnedKey pinned = PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"));
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.MANDATE, "deployments", Mandate.MAX_SIZE);
    byte[] header = record.headers().lastHeader(Headers.MANDATE).value();
    return switch (verifier.verify(new String(header, StandardCharsets.US_ASCII), Instant.now())) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  @Test
  void startsOnlyWhereTheTopicsTakeWhatItMayHaveToWrite() throws Exception {
    Path config = installation().home().resolve("config.yaml");
    try (Admin admin = Admin.create(installation().client("admin"))) {
      resizeQuarantine(admin, QUARANTINED - 1);

      assertThatThrownBy(() -> ValidatorMain.start(config))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("sallyport.quarantine: max.message.bytes is 1179647")
          .hasMessageContaining("lower limits.body");

      resizeQuarantine(admin, QUARANTINED);
    }
  }

  private static void resizeQuarantine(Admin admin, int bytes)
      throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Demo.TOPICS.quarantine());
    String size = Integer.toString(bytes);
    AlterConfigOp set =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", size), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    Awaitility.await()
        .until(() ->
            Optional.ofNullable(admin.describeConfigs(List.of(topic)).all().get().get(topic))
                .map(found -> found.get("max.message.bytes").value())
                .equals(Optional.of(size)));
  }
}
