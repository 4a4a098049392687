package io.sallyport.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each principal tries everything on a real broker, and somebody puts the reports together. */
@Tag("AARM-R9")
@Tag("NHI5")
class ProveIT {
  private static final AtomicInteger NUMBER = new AtomicInteger();
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

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static Matrix matrix;
  private static Path document;
  private static final Map<String, Path> REPORTS = new TreeMap<>();

  @BeforeAll
  static void everybodyProves() throws IOException {
    document = Files.writeString(directory.resolve("topics.yaml"), DOCUMENT);
    matrix = new Matrix(TopicsDocument.read(document).manifest());
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    createsTopicsByThemselves();
    admin = Admin.create(broker.clientProperties("admin"));
    new ManifestApply(admin, matrix.manifest(), Duration.ofSeconds(30)).apply();
    Files.createDirectory(directory.resolve("keys"));
    ClientProperties.write(directory.resolve("admin.properties"), broker.clientProperties("admin"));
    for (String principal : matrix.principals()) {
      SigningKey key = SigningKey.generate();
      KeyFile.writePrivate(directory.resolve(principal + ".pem"), key);
      KeyFile.writePublic(directory.resolve("keys/" + principal + "-proof.jwk"), key.jwk());
      ClientProperties.write(
          directory.resolve(principal + ".properties"), broker.clientProperties(principal));
      Screen screen = new Screen();
      REPORTS.put(principal, prove(screen, 0, principal, principal));
      assertThat(screen.out()).isEmpty();
    }
  }

  /** The setting that a stack's own broker has not; whoever proves must do no harm with it. */
  private static void createsTopicsByThemselves() throws IOException {
    Path file = directory.resolve("broker/broker/server.properties");
    broker.stop();
    String setting = "auto.create.topics.enable=";
    String settings = Files.readString(file);
    assertThat(settings).contains(setting + "false");
    Files.writeString(file, settings.replace(setting + "false", setting + "true"));
    broker.start();
  }

  @AfterAll
  static void stops() {
    admin.close();
    broker.close();
  }

  @Test
  void isAllRefusals() {
    Screen screen = collect(0, List.copyOf(REPORTS.values()));

    assertThat(screen.out()).startsWith("cluster " + broker.clusterId() + "\n");
    assertThat(screen.out().lines().skip(1).findFirst().orElseThrow())
        .matches("PRINCIPAL +REFUSED +GRANTED +SUCCEEDED +LACKING +UNKNOWN +NOT TRIED");
    assertThat(screen.out().lines().skip(2))
        .hasSize(matrix.principals().size())
        .allMatch(line -> line.matches("\\S+ +[1-9]\\d+ +[1-9]\\d* +0 +0 +0 +0"));
  }

  @Test
  void leavesNothingBehind() throws Exception {
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        new TreeMap<>(java.util.Comparator.comparing(Object::toString));
    for (var topic : matrix.manifest().topics()) {
      ends.put(new TopicPartition(topic.name(), 0), OffsetSpec.latest());
    }

    assertThat(admin.listOffsets(ends).all().get().values())
        .allSatisfy(end -> assertThat(end.offset()).isZero());
    assertThat(admin.listTopics().names().get()).hasSize(matrix.manifest().topics().size());
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, prove.trusted.pay, LITERAL, WRITE",
    "TOPIC, prove.quarantine, LITERAL, READ",
    "TOPIC, prove, PREFIXED, ALTER_CONFIGS",
    "GROUP, prove-validator, LITERAL, READ",
    "TRANSACTIONAL_ID, prove-executor-pay-0, LITERAL, WRITE",
    "TOPIC, prove.trusted.pay, LITERAL, ALTER_CONFIGS",
    "TOPIC, prove.trusted.pay, LITERAL, DESCRIBE_CONFIGS",
    "TOPIC, prove.trusted.pay, LITERAL, CREATE",
    "CLUSTER, kafka-cluster, LITERAL, ALTER",
    "CLUSTER, kafka-cluster, LITERAL, CREATE",
    "CLUSTER, kafka-cluster, LITERAL, ALTER_CONFIGS",
    "CLUSTER, kafka-cluster, LITERAL, DESCRIBE_CONFIGS",
    "CLUSTER, kafka-cluster, LITERAL, CLUSTER_ACTION"
  })
  void seesWhatSucceedsAndChangesNothing(
      ResourceType type, String name, PatternType pattern, AclOperation operation)
      throws Exception {
    var who = new AccessControlEntry("User:integrator", "*", operation, AclPermissionType.ALLOW);
    AclBinding hole = new AclBinding(new ResourcePattern(type, name, pattern), who);
    admin.createAcls(List.of(hole)).all().get();
    Screen screen = new Screen();
    try {
      Path report = awaitHole(screen, operation);
      List<Path> reports = new ArrayList<>(REPORTS.values());
      reports.remove(REPORTS.get("integrator"));
      reports.add(report);

      Screen collected = collect(1, reports);

      assertThat(screen.out()).contains("succeeded", Cell.word(type), Cell.word(operation));
      assertThat(collected.out())
          .containsPattern(
              "integrator: " + Cell.word(type) + " \\S+ " + Cell.word(operation) + ": succeeded");
    } finally {
      admin.deleteAcls(List.of(hole.toFilter())).all().get();
    }
    assertNothingIsLeft();
  }

  /** A broker goes by a grant a moment after it was made. */
  private static Path awaitHole(Screen screen, AclOperation operation) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Screen attempt = new Screen();
              Path report = directory.resolve("integrator-" + NUMBER.incrementAndGet() + ".proof");
              execute(attempt, "integrator", "integrator", report);
              if (attempt.out().contains(Cell.word(operation))) {
                screen.console().line(attempt.out());
                return report;
              }
              return directory;
            },
            report -> !report.equals(directory));
  }

  /** What the broker says of itself is one thing, what it does another. */
  @Test
  void readsAndWritesForReal() throws Exception {
    try (Records ingest = records("ingest");
        Records integrator = records("integrator")) {
      assertThat(ingest.write("prove.untrusted")).isEqualTo(Answer.Allowed.YES);
      assertThat(ingest.write("prove.untrusted.orders")).isEqualTo(Answer.Allowed.NO);
      assertThat(ingest.read("prove.untrusted")).isEqualTo(Answer.Allowed.NO);
      assertThat(integrator.read("prove.untrusted")).isEqualTo(Answer.Allowed.YES);
      assertThat(integrator.write("prove.untrusted")).isEqualTo(Answer.Allowed.NO);
    }
    assertNothingIsLeft();
  }

  /** As somebody who may create them, with a document of a cell that is not there. */
  @Test
  void createsNoTopicThatIsNotThere() throws Exception {
    Path larger =
        Files.writeString(
            directory.resolve("larger.yaml"), DOCUMENT.replace("pay: 1", "pay: 1, absent: 1"));
    Screen screen = new Screen();
    Path report = directory.resolve("absent-" + NUMBER.incrementAndGet() + ".proof");

    execute(screen, larger, new Call("integrator", "admin", report));
    try (Records anybody =
        new Records(broker.clientProperties("admin"), matrix.tooLarge(), Duration.ofSeconds(2))) {
      assertThat(anybody.read("prove.nowhere")).isEqualTo(Answer.Allowed.UNKNOWN);
    }

    assertThat(screen.out()).containsPattern("unknown +topic +prove.trusted.absent +write");
    assertNothingIsLeft();
  }

  private static Records records(String principal) {
    return new Records(
        broker.clientProperties(principal), matrix.tooLarge(), Duration.ofSeconds(30));
  }

  @Test
  void seesThatSomebodyElseTried() {
    Screen screen = new Screen();

    prove(screen, 1, "auditor", "integrator");

    assertThat(screen.out()).contains("lacking").contains("prove.receipts.validator");
  }

  /** As a principal who may connect to nothing and read no file. */
  @Test
  void seesWhatIsReachedThatShouldNotBe() throws Exception {
    String head = "apiVersion: sallyport/v1\nkind: Reach\nmetadata: {name: test}\n";
    Object address = broker.clientProperties("auditor").get("bootstrap.servers");
    Path reach = directory.resolve("reach.yaml");
    String ways =
        "spec: {addresses: [{name: broker, at: ['%s']}], paths: [{path: %s}]}"
            .formatted(address, document);
    Files.writeString(reach, head + ways);
    Screen screen = new Screen();
    Path report = directory.resolve("reach-" + NUMBER.incrementAndGet() + ".proof");
    List<String> words = words(document, new Call("auditor", "auditor", report));
    words.addAll(List.of("--reach", reach.toString(), "--timeout", "10s"));

    assertThat(run(screen, words.toArray(String[]::new))).as(screen.err()).isEqualTo(1);
    assertThat(screen.out().lines().skip(1).map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "succeeded address broker connect", "succeeded path " + document + " read");
  }

  private static Path prove(Screen screen, int expected, String principal, String client) {
    Path report = directory.resolve(principal + "-" + NUMBER.incrementAndGet() + ".proof");
    int code = execute(screen, principal, client, report);
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
    return report;
  }

  private static int execute(Screen screen, String principal, String client, Path report) {
    return execute(screen, document, new Call(principal, client, report));
  }

  private record Call(String principal, String client, Path report) {}

  private static int execute(Screen screen, Path file, Call call) {
    return run(screen, words(file, call).toArray(String[]::new));
  }

  private static List<String> words(Path file, Call call) {
    Path own = directory.resolve(call.principal());
    Path client = directory.resolve(call.client());
    String words =
        "doctor --prove %s --as %s --config %s.properties --key %s.pem --report %s"
            .formatted(file, call.principal(), client, own, call.report());
    return new ArrayList<>(List.of(words.split(" ")));
  }

  private static Screen collect(int expected, List<Path> reports) {
    Screen screen = new Screen();
    List<String> words = new ArrayList<>(List.of("doctor", "collect", document.toString()));
    words.addAll(List.of("--keys", directory.resolve("keys").toString()));
    reports.forEach(each -> words.add(each.toString()));
    int code = run(screen, words.toArray(String[]::new));
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
    return screen;
  }

  private static int run(Screen screen, String... words) {
    return CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(words);
  }
}
