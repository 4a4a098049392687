package io.sallyport.cli.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's releases on a real broker, with the rights that the manifest gives. */
class QuarantineReleaseIT {
  private static final Topics TOPICS = new Topics("watch");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey OPERATOR = SigningKey.generate();
  private static final Origin REFUSED = new Origin(TOPICS.untrusted(), 0, 42);
  private static final Origin UNPROVED = new Origin(TOPICS.untrusted(), 0, 43);
  private static final Bytes BODY = Bytes.utf8("{\"a\": 1");
  private static final Chain GATE = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static ReceiptRecord receipt = GATE.append(Receipts.opened());

  private final Screen screen = new Screen();

  @BeforeAll
  static void refusesTwo() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    profile();
    receipt(receipt);
    receipt = GATE.append(refused(Receipts.proved("id-1", REFUSED, Digest.of(BODY))));
    receipt(receipt);
    receipt(GATE.append(Receipts.ended(UNPROVED, ReceiptBody.Ending.REFUSED, Code.STALE)));
    quarantine(REFUSED);
    quarantine(UNPROVED);
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void writesWhatTheGateTakes() throws Exception {
    run(0, "id-1", "--wait", "0s");

    assertThat(screen.out()).contains(REFUSED.text(), "json-invalid", "shared");
    ConsumerRecord<byte[], byte[]> written = released();
    assertThat(written.partition()).isZero();
    assertThat(written.value()).isEqualTo(BODY.toArray());
    assertThat(text(written, Headers.RECEIPT)).isEqualTo(receipt.jws());
    ReleaseCommand command = command(text(written, Headers.COMMAND));
    assertThat(command.operator()).isEqualTo("operator-1");
    assertThat(command.audience()).isEqualTo("prod-x/validator");
    assertThat(command.body()).isEqualTo(Digest.of(BODY));
    assertThat(command.receipt().digest()).isEqualTo(Digest.of(Bytes.utf8(receipt.jws())));
  }

  @Test
  void saysNoWhereTheGateSaysNothing() throws Exception {
    run(1, REFUSED.text(), "--wait", "1s");

    assertThat(screen.err()).contains("the gate has not said everything");
  }

  @Test
  void releasesNothingThatFailedAdmission() throws Exception {
    run(1, UNPROVED.text());

    assertThat(screen.err()).contains("failed admission (stale); that is never released");
  }

  @Test
  void releasesNothingThatIsNotRefused() throws Exception {
    run(1, "x:0:1");

    assertThat(screen.err()).contains("no verified receipt says that x:0:1 was refused");
  }

  @Test
  void releasesWhatIsLeftOfAChainAndSaysWhereItBegins() throws Exception {
    TopicPartition chain = new TopicPartition(TOPICS.validatorReceipts(), 0);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.deleteRecords(Map.of(chain, RecordsToDelete.beforeOffset(1))).all().get();
    }

    run(0, REFUSED.text(), "--wait", "0s");

    assertThat(screen.err()).contains("BROKEN validator gate-0/0 begins with receipt 1 of ");
  }

  private void run(int expected, Object... arguments) {
    Object[] all = new Object[arguments.length + 6];
    all[0] = "quarantine";
    all[1] = "release";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[arguments.length + 2] = "--profile";
    all[arguments.length + 3] = directory.resolve("profile.yaml");
    all[arguments.length + 4] = "--reason";
    all[arguments.length + 5] = "the bundle was mended";
    assertThat(DemoBundles.run(screen, all)).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private static void profile() throws Exception {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePrivate(directory.resolve("operator.pem"), OPERATOR);
    ClientProperties.write(
        directory.resolve("client.properties"), broker.clientProperties("operator"));
    Files.writeString(
        directory.resolve("profile.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Operator
        metadata: {name: operator-1}
        spec:
          environment: prod-x
          prefix: watch
          keyFile: operator.pem
          client: client.properties
          receiptKeys: keys
        """);
  }

  private static ReceiptBody refused(ReceiptBody.Delivery delivery) {
    return new ReceiptBody.DeliveryEnded(
        delivery,
        ReceiptBody.Ending.REFUSED,
        Code.JSON_INVALID,
        Optional.empty(),
        Digest.of(new byte[] {1}));
  }

  private static ReleaseCommand command(String jws) {
    PinnedKey pinned = PinnedKey.active(OPERATOR.jwk(), Typ.COMMAND, Set.of());
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.COMMAND, "", ReleaseCommandCodec.MAX_SIZE);
    return switch (verifier.verify(jws, Instant.now())) {
      case JwsVerifier.Result.Verified verified ->
          ReleaseCommandCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused no -> throw new AssertionError(no.code());
    };
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), US_ASCII);
  }

  private static ConsumerRecord<byte[], byte[]> released() {
    Map<String, Object> client = new HashMap<>(broker.clientProperties("validator"));
    client.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(
              new TopicPartition(TOPICS.released(), 0), new TopicPartition(TOPICS.released(), 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return consumer.poll(Duration.ofSeconds(20)).iterator().next();
    }
  }

  private static void quarantine(Origin origin) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TOPICS.quarantine(), 0, new byte[] {1}, BODY.toArray());
    record.headers().add(Headers.ORIGIN, origin.text().getBytes(UTF_8));
    send(record);
  }

  private static void receipt(ReceiptRecord each) throws Exception {
    send(
        new ProducerRecord<>(
            each.topic(),
            each.partition(),
            each.chain().getBytes(UTF_8),
            each.jws().getBytes(UTF_8)));
  }

  private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.clientProperties("validator"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }
}
