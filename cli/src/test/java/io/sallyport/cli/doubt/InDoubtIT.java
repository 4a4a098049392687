package io.sallyport.cli.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators and a cell on a real broker, with the rights that the manifest gives. */
@Tag("CSF-RC.RP")
class InDoubtIT {
  private static final Topics TOPICS = new Topics("doubt");
  private static final SigningKey CELL = SigningKey.generate();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static CellOnStage cell;

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
    KeyFile.writePublic(directory.resolve("deployments-receipt.jwk"), CELL.jwk());
    List<Signer> operators = List.of(person("first"), person("second"));
    cell =
        new CellOnStage(
            broker,
            TOPICS,
            Chain.of(TOPICS, "deployments", "deployments-0", CELL),
            new ResolveCommands("demo-x/deployments", operators, Duration.ofSeconds(5)));
    cell.write(Receipts.opened());
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void resolvesAndTellsWhoSaidSo() {
    String id = cell.inDoubt("B", Effect.WRITE).text();
    assertThat(run("first", "list")).isZero();
    assertThat(screen.out()).contains(id, "com.example.Deploy", "outcome-unknown", "open");
    assertThat(run("first", "show", id)).isZero();
    assertThat(screen.out()).contains("c3RyaWN0bHktcmFuZG9t00", "Idempotency-Key", "2026-11-21");

    CompletableFuture<Void> recording = recording();
    assertThat(run("first", "resolve", id, "--as", "performed", "--reason", "its log")).isZero();
    recording.join();

    assertThat(screen.out()).contains(id + " was performed, says receipt deployments-0/");
    assertThat(listed()).doesNotContain(id);
    assertThat(listed("--all")).contains(id, "performed, say first");
    assertThat(run("first", "show", id)).isZero();
    assertThat(screen.out()).contains("first: its log");
  }

  @Test
  void resolvesOnce() {
    String id = cell.inDoubt("C", Effect.WRITE).text();
    CompletableFuture<Void> recording = recording();
    run("first", "resolve", id, "--as", "not-performed", "--reason", "no trace");
    recording.join();
    int before = cell.commands().size();

    assertThat(run("second", "resolve", id, "--as", "performed", "--reason", "x")).isEqualTo(1);

    assertThat(screen.err()).contains("it was resolved before");
    assertThat(cell.commands()).hasSize(before);
  }

  @Test
  void twoOperatorsResolveWhatPersists() {
    String id = cell.inDoubt("D", Effect.PERSIST).text();
    assertThat(run("first", "resolve", id, "--as", "performed", "--reason", "seen")).isEqualTo(1);
    assertThat(screen.err()).contains("a second operator has to say --as performed");
    assertThat(listed()).contains("open, first says performed");
    assertThat(run("first", "resolve", id, "--as", "performed", "--reason", "me")).isEqualTo(1);
    assertThat(run("second", "resolve", id, "--as", "not-performed", "--reason", "I doubt"))
        .isEqualTo(1);

    CompletableFuture<Void> recording = recording();
    assertThat(run("second", "resolve", id, "--as", "performed", "--reason", "me too")).isZero();
    recording.join();

    assertThat(listed("--all")).contains("performed, say first and second");
  }

  @Test
  void saysNoWhereTheExecutorIsSilent() {
    String id = cell.inDoubt("E", Effect.WRITE).text();

    assertThat(run("first", "resolve", id, "--as", "performed", "--reason", "x", "--wait", "1s"))
        .isEqualTo(1);

    assertThat(screen.err()).contains("the executor has not recorded it");
  }

  @Test
  void knowsOnlyWhatIsInDoubt() {
    String id = "F".repeat(42) + "A";

    assertThat(run("first", "show", id)).isEqualTo(1);
    assertThat(run("first", "resolve", id, "--as", "performed", "--reason", "x")).isEqualTo(1);
    assertThat(screen.err()).contains("no verified receipt says that " + id + " is in doubt");
  }

  @Test
  void showsWhatIsLeftOfAChainAndSaysWhereItBegins() throws Exception {
    String id = cell.inDoubt("K", Effect.WRITE).text();
    TopicPartition chain = new TopicPartition(TOPICS.receipts("deployments"), 0);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.deleteRecords(Map.of(chain, RecordsToDelete.beforeOffset(1))).all().get();
    }

    assertThat(run("first", "show", id)).isZero();

    assertThat(screen.err())
        .contains("BROKEN deployments deployments-0/0 begins with receipt 1 of ");
  }

  @Test
  void refusesOtherFindings() {
    assertThat(run("first", "resolve", "x", "--as", "again", "--reason", "x")).isEqualTo(2);
    assertThat(screen.err()).contains("--as is performed or not-performed");
  }

  @Test
  void writesNothingThatNobodyWouldObey() throws Exception {
    String id = cell.inDoubt("G", Effect.WRITE).text();
    KeyFile.writePrivate(directory.resolve("other.pem"), SigningKey.generate());
    String text = Files.readString(directory.resolve("first.yaml"));
    Files.writeString(directory.resolve("third.yaml"), text.replace("first.pem", "other.pem"));
    int before = cell.commands().size();

    assertThat(run("third", "resolve", id, "--as", "performed", "--reason", "x")).isEqualTo(2);

    assertThat(screen.err()).contains("would refuse this: key-unknown");
    assertThat(cell.commands()).hasSize(before);
  }

  @Test
  void listsWhoCommandedWhatAndWhetherItCounts() {
    String id = cell.inDoubt("H", Effect.WRITE).text();
    run("first", "resolve", id, "--as", "not-performed", "--reason", "no trace", "--wait", "0s");

    Screen list = new Screen();
    int code =
        DemoBundles.run(
            list,
            "commands",
            "list",
            "--profile",
            directory.resolve("second.yaml"),
            "--count",
            "1");

    assertThat(code).as(list.err()).isZero();
    assertThat(list.out().lines().skip(1).toList())
        .singleElement()
        .asString()
        .containsPattern(
            "Z +first +counts +not-performed +" + id + " +demo-x/deployments +no trace");
  }

  @Test
  void tellsOfCommandsThatNobodySigned() throws Exception {
    cell.command("demo-x/deployments", "no-jws");
    Screen list = new Screen();

    int code =
        DemoBundles.run(
            list,
            "commands",
            "list",
            "--profile",
            directory.resolve("first.yaml"),
            "--output",
            "json");

    assertThat(code).isEqualTo(1);
    assertThat(list.out()).contains("\"state\":\"signature-invalid\",\"operator\":\"\"");
  }

  /** The cell records the next command that is written. */
  private static CompletableFuture<Void> recording() {
    int before = cell.commands().size();
    return CompletableFuture.runAsync(() -> cell.recordNext(before));
  }

  private String listed(String... options) {
    Screen list = new Screen();
    Object[] arguments = new Object[options.length + 4];
    System.arraycopy(options, 0, arguments, 4, options.length);
    arguments[0] = "in-doubt";
    arguments[1] = "list";
    arguments[2] = "--profile";
    arguments[3] = directory.resolve("first.yaml");
    assertThat(DemoBundles.run(list, arguments)).as(list.err()).isZero();
    return list.out();
  }

  private int run(String person, Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "in-doubt";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--profile";
    all[arguments.length + 2] = directory.resolve(person + ".yaml");
    return DemoBundles.run(screen, all);
  }

  private static Signer person(String id) throws IOException {
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
          environment: demo-x
          prefix: %s
          keyFile: %s.pem
          client: client.properties
          receiptKeys: .
          operators:
            - {id: first, keyFile: first.jwk}
            - {id: second, keyFile: second.jwk}
        """
            .formatted(id, TOPICS.prefix(), id));
    return Signer.active(id, key.jwk());
  }
}
