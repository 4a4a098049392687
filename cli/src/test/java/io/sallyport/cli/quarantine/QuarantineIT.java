package io.sallyport.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile payloads on a real broker, with the rights that each principal really has. */
class QuarantineIT {
  private static final Topics TOPICS = new Topics("watch");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final Origin ORIGIN = new Origin(TOPICS.untrusted(), 0, 42);
  private static final String ID = "0199aab4-5c1e-7cc3-9d3f-3f3f6f1f2a10";
  private static final Bytes HOSTILE =
      Bytes.utf8("\u001b]0;owned\u0007\u001b[2J\nreceipt  gate-0/9 \u202e\u200b\u2028");

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static final Chain GATE = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);

  private final Screen screen = new Screen();

  @BeforeAll
  static void refusesOne() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), SigningKey.generate().jwk());
    receipt(GATE.append(Receipts.opened()));
    refuse(ID, ORIGIN);
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void listsARefusedPayload() throws Exception {
    run(0, "inspector", "quarantine", "list", "--code", "json-invalid", "--since", "1h");

    assertThat(screen.out()).containsPattern("github +json-invalid .*" + ORIGIN.text());
    assertHarmless();
  }

  @Test
  void showsAHostilePayloadEscapedWithItsReceipt() throws Exception {
    run(0, "inspector", "quarantine", "show", ORIGIN.text(), "--keys", keys());

    assertThat(screen.out())
        .contains("  | \\u001b]0;owned\\u0007\\u001b[2J\n")
        .contains("  | receipt  gate-0/9 \\u202e\\u200b\\u2028")
        .contains("REFUSED, signature and chain verified");
    assertThat(screen.err()).contains("ask the sender to send it again");
    assertHarmless();
  }

  @Test
  void findsADeliveryByItsId() throws Exception {
    run(0, "inspector", "quarantine", "show", ID, "--keys", keys(), "--output", "json");

    assertThat(screen.out()).contains("\"origin\":\"" + ORIGIN.text(), "\"proven\":true");
    assertHarmless();
  }

  @Test
  void writesRawBytesToAFileOnly() throws Exception {
    Path raw = directory.resolve("raw");

    run(
        0,
        "inspector",
        "quarantine",
        "show",
        ORIGIN.text(),
        "--keys",
        keys(),
        "--raw",
        "--to",
        raw.toString());

    assertThat(raw).hasBinaryContent(HOSTILE.toArray());
    assertHarmless();
  }

  @Test
  void knowsNoDeliveryThatIsNotThere() throws Exception {
    run(1, "inspector", "quarantine", "show", "x:0:1", "--keys", keys());

    assertThat(screen.err()).contains("is not in quarantine");
  }

  @Test
  void refusesTheAuditor() throws Exception {
    run(2, "auditor", "quarantine", "list");

    assertThat(screen.err()).contains("may not read " + TOPICS.quarantine(), "inspector");
  }

  @Test
  void simulatesWhatIsInQuarantine() throws Exception {
    String bundle = DemoBundles.VALIDATOR.toString();

    run(0, "inspector", "simulate", "--bundle", bundle, "--from", "quarantine");

    assertThat(screen.out()).contains("REFUSED json-invalid", "0 now allowed");
  }

  @Test
  void asksNoBundleAboutWhatAdmissionRefused() throws Exception {
    Origin forged = new Origin(TOPICS.untrusted(), 0, 44);
    quarantine("evidence-invalid", forged);
    receipt(GATE.append(Receipts.ended(forged, Ending.REFUSED, Code.EVIDENCE_INVALID)));
    String bundle = DemoBundles.VALIDATOR.toString();

    run(0, "inspector", "explain", forged.text(), "--bundle", bundle, "--keys", keys());

    assertThat(screen.err()).contains("no bundle is asked");
    assertThat(screen.out()).doesNotContain("json-invalid");
  }

  @Test
  void savesWhatIsRefusedWhileItListens() throws Exception {
    Path captured = directory.resolve("captured");
    CompletableFuture<Void> listening =
        CompletableFuture.runAsync(() ->
            run(
                0,
                "inspector",
                "listen",
                "--keys",
                keys(),
                "--count",
                "1",
                "--save",
                captured.toString()));
    await().atMost(Duration.ofSeconds(30)).until(() -> screen.err().contains("listening"));

    refuse("another", new Origin(TOPICS.untrusted(), 0, 43));

    listening.get(30, TimeUnit.SECONDS);
    assertThat(screen.out()).containsPattern("github +REFUSED +json-invalid");
    assertThat(screen.err()).contains("1 payloads saved", "by the validator alone");
    assertThat(captured.resolve("github/watch.untrusted-0-43.payload"))
        .hasBinaryContent(HOSTILE.toArray());
  }

  @Test
  void letsTheAuditorListen() throws Exception {
    run(0, "auditor", "listen", "--keys", keys(), "--for", "1s");

    assertThat(screen.out()).startsWith("TIME");
  }

  @Test
  void letsTheAuditorSaveNothing() throws Exception {
    Path captured = directory.resolve("nothing");

    run(2, "auditor", "listen", "--keys", keys(), "--for", "1s", "--save", captured.toString());

    assertThat(screen.err()).contains("may not read " + TOPICS.quarantine());
    assertThat(captured).doesNotExist();
  }

  private void assertHarmless() {
    assertThat(screen.out() + screen.err())
        .doesNotContain("\u001b", "\u0007", "\u202e", "\u200b", "\u2028");
  }

  private static String keys() {
    return directory.resolve("keys").toString();
  }

  private void run(int expected, String principal, Object... arguments) {
    Path client = directory.resolve(principal + ".properties");
    try {
      ClientProperties.write(client, broker.clientProperties(principal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = client;
    all[arguments.length + 2] = "--prefix";
    all[arguments.length + 3] = TOPICS.prefix();
    assertThat(DemoBundles.run(screen, all)).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private static void quarantine(String code, Origin origin) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = validator()) {
      producer
          .send(
              new ProducerRecord<>(
                  TOPICS.quarantine(),
                  0,
                  new byte[] {1},
                  HOSTILE.toArray(),
                  Refused.headers(code, origin.text())))
          .get();
    }
  }

  private static void refuse(String id, Origin origin) throws Exception {
    quarantine("json-invalid", origin);
    receipt(
        GATE.append(
            new ReceiptBody.DeliveryEnded(
                Receipts.proved(id, origin, Digest.of(HOSTILE)),
                Ending.REFUSED,
                Code.JSON_INVALID,
                Optional.empty(),
                Digest.of(new byte[] {1}))));
  }

  private static void receipt(ReceiptRecord receipt) throws Exception {
    byte[] chain = receipt.chain().getBytes(UTF_8);
    byte[] jws = receipt.jws().getBytes(UTF_8);
    try (KafkaProducer<byte[], byte[]> producer = validator()) {
      producer.send(new ProducerRecord<>(receipt.topic(), receipt.partition(), chain, jws)).get();
    }
  }

  private static KafkaProducer<byte[], byte[]> validator() {
    return new KafkaProducer<>(
        broker.clientProperties("validator"), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
