package io.sallyport.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.reach.Reach;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whoever puts reports together takes only whole ones, of one cluster, document and day. */
class CollectCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String CLUSTER = "cluster-of-the-test";
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Topics
      metadata: {name: test}
      spec:
        prefix: prove
        replication: 1
        cells: {pay: 1}
        sources: {orders: 1}
      """;

  @TempDir private Path directory;
  private Matrix matrix =
      new Matrix(new io.sallyport.contract.topic.Manifest(List.of(), List.of(), ""));
  private final Map<String, SigningKey> keys = new TreeMap<>();
  private final Map<String, Path> reports = new TreeMap<>();
  private int number;

  @BeforeEach
  void everybodyIsRefused() throws IOException {
    Path document = Files.writeString(directory.resolve("topics.yaml"), DOCUMENT);
    matrix = new Matrix(TopicsDocument.read(document).manifest());
    Files.createDirectory(directory.resolve("keys"));
    for (String principal : matrix.principals()) {
      SigningKey key = SigningKey.generate();
      KeyFile.writePublic(directory.resolve("keys/" + principal + "-proof.jwk"), key.jwk());
      keys.put(principal, key);
      reports.put(principal, write(principal, whole(principal)));
    }
  }

  @Test
  void tellsWhichClusterItIs() {
    assertThat(collect(0, all()).out()).startsWith("cluster " + CLUSTER + "\n");
    assertThat(collect(0, all(), "--output", "json").out().lines())
        .hasSize(matrix.principals().size())
        .allMatch(line -> line.contains("\"cluster\":\"" + CLUSTER + "\""));
  }

  @Test
  void takesNoReportOfAnotherClusterThanNamed() throws IOException {
    Report whole = whole("validator");
    Report elsewhere = new Report("validator", NOW, "other", whole.manifest(), whole.attempts());
    Path report = write("validator", elsewhere);

    assertThat(collect(0, all(), "--cluster", CLUSTER).err()).isEmpty();
    assertThat(collect(2, List.of(report), "--cluster", CLUSTER).err())
        .contains("is about the cluster other");
    assertThat(collect(2, List.of(report("ingest"), report)).err()).contains("another cluster");
  }

  @Test
  void takesNoReportThatIsTooOldOrOfTheFuture() throws IOException {
    Duration day = Duration.ofHours(24);

    assertThat(collect(1, List.of(at(NOW.minus(day)))).err()).isEmpty();
    assertThat(collect(2, List.of(at(NOW.minus(day).minusSeconds(1)))).err())
        .contains("is older than 24h");
    assertThat(collect(1, List.of(at(NOW.plus(CollectCommand.SKEW)))).err()).isEmpty();
    assertThat(collect(2, List.of(at(NOW.plus(CollectCommand.SKEW).plusSeconds(1)))).err())
        .contains("is of the future");
  }

  @Test
  void takesNoReportOfAnotherKeyOrDocumentNorTwo() throws IOException {
    Report whole = whole("validator");
    Digest document = Digest.of(new byte[0]);
    Path other = write("validator", new Report("validator", NOW, CLUSTER, document, List.of()));
    Path claimed =
        write("validator", new Report("ingest", NOW, CLUSTER, whole.manifest(), whole.attempts()));
    Path ingest = report("ingest");

    assertThat(collect(2, List.of(other)).err()).contains("another document");
    assertThat(collect(2, List.of(claimed)).err()).contains("key-unknown");
    assertThat(collect(2, List.of(ingest, ingest)).err()).contains("the second of its principal");
  }

  @Test
  void missesWhoHasNoReport() {
    reports.remove("validator");

    assertThat(collect(1, all()).out()).contains("validator: no report");
  }

  @Test
  void seesWhatAReportLeavesOutOrDoesNotKnow() throws IOException {
    Report whole = whole("validator");
    String action = "cluster kafka-cluster cluster-action ";
    List<String> attempts = new ArrayList<>(whole.attempts());
    attempts.removeIf(each -> each.contains("prove.ledger.pay") || each.startsWith(action));
    attempts.add(action + "unknown");
    Report less = new Report("validator", NOW, CLUSTER, whole.manifest(), attempts);
    reports.put("validator", write("validator", less));

    assertThat(collect(1, all()).out())
        .contains("validator: topic prove.ledger.pay write: not tried")
        .contains("validator: " + action.strip() + ": unknown");
  }

  @Test
  void goesByWhatMayBeReachedToo() throws IOException {
    Path reach =
        Files.writeString(
            directory.resolve("reach.yaml"),
            """
            apiVersion: sallyport/v1
            kind: Reach
            metadata: {name: test}
            spec:
              addresses: [{name: registry, at: ['registry:8080'], open: [validator]}]
              paths: [{path: /data/ingest, open: [ingest]}]
            """);
    String[] option = {"--reach", reach.toString()};
    assertThat(collect(2, all(), option).err()).contains("is about another document");
    Declaration declared = Declaration.read(directory.resolve("topics.yaml"), Optional.of(reach));
    for (String principal : matrix.principals()) {
      reports.put(principal, write(principal, whole(principal, declared)));
    }
    assertThat(collect(0, all(), option).err()).isEmpty();
    assertThat(collect(2, all()).err()).contains("is about another document");

    Report whole = whole("ingest", declared);
    List<String> attempts = new ArrayList<>(whole.attempts());
    attempts.remove("path /data/ingest read granted");
    attempts.replaceAll(each -> each.replace("connect refused", "connect succeeded"));
    Report other = new Report("ingest", NOW, CLUSTER, whole.manifest(), attempts);
    reports.put("ingest", write("ingest", other));

    assertThat(collect(1, all(), option).out())
        .contains("ingest: address registry connect: succeeded")
        .contains("ingest: path /data/ingest read: not tried");
  }

  private Report whole(String principal) {
    return whole(principal, new Declaration(matrix, Reach.NONE));
  }

  private static Report whole(String principal, Declaration declared) {
    List<String> attempts = new ArrayList<>();
    declared
        .expected(principal)
        .forEach((attempt, answer) -> attempts.add(new Tried(attempt, answer).text()));
    return new Report(principal, NOW, CLUSTER, declared.digest(), attempts);
  }

  private Path at(Instant time) throws IOException {
    Report whole = whole("validator");
    return write(
        "validator", new Report("validator", time, CLUSTER, whole.manifest(), whole.attempts()));
  }

  /** With {@code signer}'s key, whoever it is said to be from. */
  private Path write(String signer, Report report) throws IOException {
    SigningKey key = Optional.ofNullable(keys.get(signer)).orElseThrow();
    return Files.writeString(directory.resolve("report-" + number++), report.sign(key));
  }

  private Path report(String principal) {
    return Optional.ofNullable(reports.get(principal)).orElseThrow();
  }

  private List<Path> all() {
    return List.copyOf(reports.values());
  }

  private Screen collect(int expected, List<Path> files, String... options) {
    Screen screen = new Screen();
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--keys", directory.resolve("keys").toString()));
    words.add(directory.resolve("topics.yaml").toString());
    files.forEach(each -> words.add(each.toString()));
    CommandLine command =
        new CommandLine(new CollectCommand(screen.console(), InstantSource.fixed(NOW)));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler((e, _, _) -> {
      assertThat(e).isInstanceOf(CannotRun.class);
      screen.console().note(String.valueOf(e.getMessage()));
      return 2;
    });
    assertThat(command.execute(words.toArray(String[]::new)))
        .as(screen.out() + screen.err())
        .isEqualTo(expected);
    return screen;
  }
}
