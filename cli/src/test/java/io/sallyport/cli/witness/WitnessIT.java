package io.sallyport.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.tally.Books;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness and an auditor at a real broker; each test has topics of its own. */
class WitnessIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final SigningKey WITNESS = SigningKey.generate();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private Topics topics = new Topics("sallyport");
  private Chain gate = chain();
  private ReceiptRecord opened = gate.append(Receipts.opened());

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), CELL.jwk());
    KeyFile.writePrivate(directory.resolve("witness.pem"), WITNESS);
    KeyFile.writePublic(directory.resolve("witness.jwk"), WITNESS.jwk());
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    topics = new Topics("witness-" + installations++);
    apply();
    gate = chain();
    opened = gate.append(Receipts.opened());
    Files.deleteIfExists(directory.resolve("checkpoint"));
  }

  @Test
  void verifiesAnExportAgainstACheckpoint() {
    books().decide(1, opened, allowed(gate, 0));
    execute(ExitCode.DONE, witness("--once"));

    books().decide(2, allowed(gate, 1));
    export("export");
    execute(ExitCode.DONE, verify("export"));

    assertThat(isSeen(2)).isTrue();
    assertThat(screen.err()).contains("A witness saw these heads at " + checkpoint().at());
  }

  @Test
  void signsNothingOverWhatTheHolderOfAKeyWroteAnew() throws Exception {
    books().decide(3, opened, allowed(gate, 0), allowed(gate, 1));
    execute(ExitCode.DONE, witness("--once"));
    Checkpoint before = checkpoint();

    rewrite();
    execute(ExitCode.NO, witness("--once"));
    export("rewritten");
    execute(ExitCode.NO, verify("rewritten"));

    assertThat(screen.out()).contains("BROKEN validator gate-0/2 another receipt was there");
    assertThat(checkpoint()).isEqualTo(before);
  }

  @Test
  void goesOnUntilItIsEnded() throws Exception {
    books().decide(1, opened);
    Thread running = Thread.ofPlatform().start(() -> run(witness("--every", "1s")));
    try {
      await().until(() -> Files.exists(directory.resolve("checkpoint")));
      books().decide(2, allowed(gate, 0), allowed(gate, 1));

      await().until(() -> isSeen(3));
    } finally {
      running.interrupt();
      running.join(Duration.ofSeconds(30));
    }
    assertThat(running.isAlive()).isFalse();
  }

  @Test
  void goesOnFromNoCheckpointButItsOwn() throws Exception {
    books().decide(1, opened);
    Path another = directory.resolve("another.pem");
    KeyFile.writePrivate(another, SigningKey.generate());
    Checkpoint other = new Checkpoint(Witness.nothing(), Receipts.NOW);
    Files.write(directory.resolve("checkpoint"), WitnessKey.read(another, "other").sign(other));

    execute(ExitCode.CANNOT_RUN, witness("--once"));

    assertThat(screen.err())
        .contains("is no checkpoint of the witness with key " + WITNESS.keyId());
  }

  @Test
  void looksNotMoreOftenThanEachSecond() {
    execute(ExitCode.CANNOT_RUN, witness("--every", "999ms"));
    assertThat(screen.err()).contains("--every is shorter than 1s");
    execute(ExitCode.DONE, witness("--every", "1s", "--once"));
  }

  @Test
  void asksForTheCheckpointOfThatWitnessOnly() throws Exception {
    books().decide(1, opened);
    execute(ExitCode.DONE, witness("--once"));
    export("another");
    KeyFile.writePublic(directory.resolve("other.jwk"), SigningKey.generate().jwk());
    List<String> verify = List.of("audit", "verify", path("another"), "--keys", path("keys"));

    execute(ExitCode.CANNOT_RUN, with(verify, "--heads", "checkpoint", "--witness", "other.jwk"));
    assertThat(screen.err()).contains("is no checkpoint of the witness");
    execute(ExitCode.CANNOT_RUN, with(verify, "--heads", "checkpoint"));
    assertThat(screen.err()).contains("holds no heads");
    execute(ExitCode.CANNOT_RUN, with(verify, "--witness", "witness.jwk"));
    assertThat(screen.err()).contains("names no checkpoint");
  }

  private static List<String> with(List<String> arguments, String... optionsAndFiles) {
    List<String> all = new ArrayList<>(arguments);
    for (String each : optionsAndFiles) {
      all.add(each.startsWith("--") ? each : path(each));
    }
    return all;
  }

  private static boolean isSeen(long receipts) {
    return checkpoint().heads().byChain().values().stream()
        .anyMatch(head -> head.chain().equals("gate-0") && head.next() == receipts);
  }

  /** All of the validator's receipts, by the holder of its key and the broker's administrator. */
  private void rewrite() throws Exception {
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.deleteTopics(Set.of(topics.validatorReceipts())).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topics.validatorReceipts()));
    }
    apply();
    Chain forged = chain();
    ReceiptRecord first = forged.append(Receipts.opened());
    books().decide(3, first, allowed(forged, 5), allowed(forged, 6), allowed(forged, 7));
  }

  private void apply() throws Exception {
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
  }

  private List<String> witness(String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "witness", path("checkpoint")));
    all.addAll(List.of("--key", path("witness.pem"), "--keys", path("keys")));
    all.addAll(List.of("--config", path("auditor.properties"), "--prefix", topics.prefix()));
    all.addAll(List.of(options));
    return all;
  }

  private void export(String name) {
    execute(
        ExitCode.DONE,
        List.of(
            "audit",
            "export",
            path(name),
            "--config",
            path("auditor.properties"),
            "--prefix",
            topics.prefix()));
  }

  private static List<String> verify(String name) {
    List<String> all = new ArrayList<>(List.of("audit", "verify", path(name)));
    all.addAll(List.of("--keys", path("keys"), "--heads", path("checkpoint")));
    all.addAll(List.of("--witness", path("witness.jwk")));
    return all;
  }

  private void execute(int expected, List<String> arguments) {
    assertThat(run(arguments)).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private int run(List<String> arguments) {
    return CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(arguments.toArray(String[]::new));
  }

  private static Checkpoint checkpoint() {
    return HeadsFile.read(directory.resolve("checkpoint"), WITNESS.jwk());
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }

  private Books books() {
    return new Books(broker, topics);
  }

  private Chain chain() {
    return Chain.of(topics, "validator", "gate-0", VALIDATOR);
  }

  private ReceiptRecord allowed(Chain chain, int offset) {
    return chain.append(Receipts.allowed(new Origin(topics.untrusted(), 0, offset)));
  }
}
