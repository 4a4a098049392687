package io.sallyport.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness and an auditor at a real broker; each test has topics of its own. */
@Tag("AARM-R5")
@Tag("CSF-GV.OV")
class WitnessIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final SigningKey WITNESS = SigningKey.generate();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private Installation installation;

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), CELL.jwk());
    KeyFile.writePrivate(directory.resolve("witness.pem"), WITNESS);
    KeyFile.writePublic(directory.resolve("witness.jwk"), WITNESS.jwk());
    for (String principal : List.of("auditor", "witness")) {
      Path file = directory.resolve(principal + ".properties");
      ClientProperties.write(file, broker.clientProperties(principal));
    }
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    installation = new Installation(broker, new Topics("witness-" + installations++), VALIDATOR);
    installation.apply("deployments");
    Files.deleteIfExists(directory.resolve("checkpoint"));
  }

  @Test
  void verifiesAnExportAgainstACheckpoint() {
    installation.say(2);
    execute(ExitCode.DONE, witness("--once", "--first"));
    execute(ExitCode.DONE, witness("--once"));

    installation.say(1);
    export("export");
    execute(ExitCode.DONE, verify("export"));

    assertThat(isSeen(2)).isTrue();
    assertThat(screen.out()).containsPattern("witnessed +" + checkpoint().at());
  }

  @Test
  void signsNothingOverWhatTheHolderOfAKeyWroteAnew() throws Exception {
    installation.say(3);
    execute(ExitCode.DONE, witness("--once", "--first"));
    Checkpoint before = checkpoint();

    installation.rewrite();
    execute(ExitCode.NO, witness("--once"));
    export("rewritten");
    execute(ExitCode.NO, verify("rewritten"));

    assertThat(screen.out()).contains("BROKEN validator gate-0/2 another receipt was there");
    assertThat(checkpoint()).isEqualTo(before);
  }

  @Test
  void asksACellForAllThatTheDeskHasSeenOfIt() {
    installation.cut(CELL);

    export("cut");
    execute(ExitCode.NO, List.of("audit", "verify", path("cut"), "--keys", path("keys")));

    assertThat(screen.out())
        .containsPattern(
            "BROKEN +deployments deployments-1/1 +a receipt that was there is missing, as desk-0");
  }

  @Test
  void goesOnUntilItIsEnded() throws Exception {
    installation.say(1);
    Following following = follow();
    try {
      installation.say(2);

      await().until(() -> isSeen(3));
    } finally {
      following.end();
    }
  }

  @Test
  void seesWhileItLooksThatATopicWasMadeAnew() throws Exception {
    installation.say(4);
    Following following = follow();
    try {
      installation.rewrite();

      // 2 where it looks while the topic is not there at all
      assertThat(following.code().get(30, TimeUnit.SECONDS)).isIn(ExitCode.NO, ExitCode.CANNOT_RUN);
    } finally {
      following.end();
    }
    execute(ExitCode.NO, witness("--once"));
  }

  @Test
  void asksForTheKeyOfAWriterThatIsNew() throws Exception {
    installation.say(1);
    Following following = follow();
    try {
      installation.apply("deployments", "payments");

      assertThat(following.code().get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.CANNOT_RUN);
    } finally {
      following.end();
    }
    assertThat(screen.err())
        .contains("no key for the receipts on " + installation.topics().receipts("payments"));
  }

  @Test
  void beginsOnceOnly() {
    installation.say(1);

    execute(ExitCode.CANNOT_RUN, witness("--once"));
    assertThat(screen.err()).contains("is not there").contains("--first");
    execute(ExitCode.DONE, witness("--once", "--first"));
    execute(ExitCode.CANNOT_RUN, witness("--once", "--first"));
    assertThat(screen.err()).contains("is there already");
  }

  @Test
  void asksForACheckpointOfTheLastTime() throws Exception {
    installation.say(1);
    export("late");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    for (Instant at : List.of(now.minus(Duration.ofHours(25)), now.plus(Duration.ofMinutes(7)))) {
      Checkpoint other = new Checkpoint(Witness.nothing(), at);
      WitnessKey key = WitnessKey.read(directory.resolve("witness.pem"), "w");
      Files.write(directory.resolve("checkpoint"), key.sign(other));
      execute(ExitCode.CANNOT_RUN, verify("late"));
      assertThat(screen.err()).contains("is of " + at).contains("no checkpoint of the last 24h");
    }
  }

  /** A witness that looks each second, on a thread of its own. */
  private record Following(Thread thread, CompletableFuture<Integer> code) {
    void end() throws InterruptedException {
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  private Following follow() {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    List<String> arguments = witness("--every", "1s", "--first");
    Thread thread = Thread.ofPlatform().start(() -> code.complete(run(arguments)));
    await().until(() -> Files.exists(directory.resolve("checkpoint")));
    return new Following(thread, code);
  }

  @Test
  void goesOnFromNoCheckpointButItsOwn() throws Exception {
    installation.say(1);
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
    execute(ExitCode.DONE, witness("--every", "1s", "--once", "--first"));
  }

  @Test
  void asksForTheCheckpointOfThatWitnessOnly() throws Exception {
    installation.say(1);
    execute(ExitCode.DONE, witness("--once", "--first"));
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

  private List<String> witness(String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "witness", path("checkpoint")));
    all.addAll(List.of("--key", path("witness.pem"), "--keys", path("keys")));
    all.addAll(
        List.of(
            "--config", path("witness.properties"), "--prefix", installation.topics().prefix()));
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
            installation.topics().prefix()));
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
}
