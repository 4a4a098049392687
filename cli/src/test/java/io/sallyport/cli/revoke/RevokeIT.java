package io.sallyport.cli.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators on a real broker, with the rights that the manifest gives. */
@Tag("NHI1")
class RevokeIT {
  private static final Topics TOPICS = new Topics("kill");
  private static final Pattern ID = Pattern.compile("\"revocation\":\"([0-9a-f]{32})\"");

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  private final Screen screen = new Screen();

  @BeforeAll
  static void provisions() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    ClientProperties.write(
        directory.resolve("client.properties"), broker.clientProperties("operator"));
    person("first");
    person("second");
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void revokesUntilTwoLift() {
    String id = revoke("source:github");
    assertThat(run("first", "revocations")).isZero();
    assertThat(screen.out()).contains(id, "source:github", "counts", "first", "a test");

    assertThat(run("first", "unrevoke", id, "--reason", "over")).isEqualTo(1);
    assertThat(screen.out()).contains("still stops source:github: 1 of 2 operators");
    assertThat(run("first", "unrevoke", id, "--reason", "over")).isEqualTo(1);
    assertThat(run("second", "unrevoke", id, "--reason", "over")).isZero();

    assertThat(listed()).doesNotContain(id);
    assertThat(run("first", "revocations", "--all")).isZero();
    assertThat(screen.out()).contains(id, "lifted by first, second");
  }

  @Test
  void saysHowToLiftIt() {
    assertThat(run("first", "revoke", "rule:lifted", "--reason", "a test")).isZero();

    assertThat(screen.err())
        .containsPattern("'sallyport unrevoke \\S+ --reason TEXT' lifts it, once two operators");
  }

  @Test
  void showsNothingThatNoOperatorSigned() throws Exception {
    Revocation forged =
        new Revocation(
            "first",
            "prod-x",
            "f0rged-0000000000000001",
            Instant.EPOCH,
            new Order.Revoke(Target.EVERYTHING),
            "forged");
    byte[] jws = Bytes.utf8(RevocationCodec.sign(SigningKey.generate(), forged)).toArray();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.clientProperties("operator"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPICS.revocations(), jws)).get();
    }

    assertThat(listed()).doesNotContain("forged");
  }

  @Test
  void refusesWhatIsNoTarget() {
    assertThat(run("first", "revoke", "github", "--reason", "a test")).isEqualTo(2);
    assertThat(screen.err()).contains("'github' is no target", "action-type");
  }

  @Test
  void refusesAReasonOfTwoLines() {
    assertThat(run("first", "revoke", "everything", "--reason", "a\nb")).isEqualTo(2);
    assertThat(screen.err()).contains("one visible line");
  }

  @Test
  void liftsOnlyWhatIsThere() {
    assertThat(run("first", "unrevoke", "unkn0wn-000000000001", "--reason", "x")).isEqualTo(2);
    assertThat(screen.err()).contains("'sallyport revocations' lists all");
  }

  @Test
  void auditorsRevokeNothing() throws Exception {
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
    Path profile = directory.resolve("auditor.yaml");
    String text = Files.readString(directory.resolve("first.yaml"));
    Files.writeString(profile, text.replace("client.properties", "auditor.properties"));

    assertThat(run("auditor", "revoke", "everything", "--reason", "a test")).isEqualTo(2);
    assertThat(screen.err()).contains("the brokers did not confirm it");
  }

  @Test
  void writesNothingThatNobodyWouldObey() throws Exception {
    KeyFile.writePrivate(directory.resolve("other.pem"), SigningKey.generate());
    String text = Files.readString(directory.resolve("first.yaml"));
    Files.writeString(directory.resolve("third.yaml"), text.replace("first.pem", "other.pem"));

    assertThat(run("third", "revoke", "everything", "--reason", "a test")).isEqualTo(2);
    assertThat(screen.err()).contains("would refuse this: key-unknown");
    assertThat(listed()).doesNotContain("everything");
  }

  @Test
  void anOpenTransactionHidesNothing() throws Exception {
    Map<String, Object> settings = new HashMap<>(broker.clientProperties("admin"));
    settings.put("transactional.id", "open");
    try (KafkaProducer<byte[], byte[]> open =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(TOPICS.revocations(), new byte[] {1})).get();

      String id = revoke("rule:nightly");

      assertThat(listed()).contains(id);
      open.abortTransaction();
    }
  }

  private String revoke(String target) {
    assertThat(run("first", "revoke", target, "--reason", "a test", "--output", "json")).isZero();
    Matcher id = ID.matcher(screen.out());
    assertThat(id.find()).as(screen.out()).isTrue();
    return id.group(1);
  }

  private String listed() {
    Screen list = new Screen();
    Object[] arguments = {"revocations", "--profile", directory.resolve("first.yaml")};
    assertThat(DemoBundles.run(list, arguments)).isZero();
    return list.out();
  }

  private int run(String person, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--profile";
    all[arguments.length + 1] = directory.resolve(person + ".yaml");
    return DemoBundles.run(screen, all);
  }

  private static void person(String id) throws IOException {
    SigningKey key = SigningKey.generate();
    KeyFile.writePrivate(directory.resolve(id + ".pem"), key);
    KeyFile.writePublic(directory.resolve(id + ".jwk"), key.jwk());
    Files.writeString(
        directory.resolve(id + ".yaml"),
        """
        apiVersion: sallyport/v1
        kind: Operator
        metadata: {name: %s}
        spec:
          environment: prod-x
          prefix: %s
          keyFile: %s.pem
          client: client.properties
          receiptKeys: .
          operators:
            - {id: first, keyFile: first.jwk}
            - {id: second, keyFile: second.jwk}
        """
            .formatted(id, TOPICS.prefix(), id));
  }
}
