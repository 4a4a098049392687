package io.sallyport.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and real admin listeners: well first, then each thing broken once, and seen. */
@Tag("NHI6")
@Tag("CSF-ID.AM")
class DoctorIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final AtomicReference<Health> health = new AtomicReference<>(Health.ready());
  private final Metrics metrics = new Metrics();
  private final AdminListener role =
      AdminListener.start(new AdminConfig("127.0.0.1", 0), health::get, metrics);
  private Topics topics;
  private int replication = 1;

  @BeforeAll
  static void starts() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Map<String, Object> client = broker.clientProperties("admin");
    ClientProperties.write(directory.resolve("admin.properties"), client);
    admin = Admin.create(client);
  }

  @AfterAll
  static void stops() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void installs() {
    topics = new Topics("it" + NUMBER.incrementAndGet());
    new ManifestApply(admin, Manifest.of(ManifestSpec.small(topics, "deployments")), TIMEOUT)
        .apply();
    JvmMetrics.register(metrics, "executor");
  }

  @AfterEach
  void closes() {
    role.close();
  }

  @Test
  void findsNothingBadWhereAllHolds() throws IOException {
    Screen screen = run(0);

    assertThat(screen.out().lines().filter(line -> line.contains("\"state\":\"bad\""))).isEmpty();
    for (String code :
        List.of(
            "broker-reachable",
            "broker-version",
            "transaction-version",
            "authorizer",
            "auto-create",
            "partitions",
            "append-time",
            "topic-missing",
            "grant-extra",
            "role-ready",
            "clock")) {
      assertThat(screen.out()).contains("{\"state\":\"ok\",\"code\":\"" + code + "\"");
    }
    assertThat(screen.out())
        .contains("{\"state\":\"warning\",\"code\":\"replication\"")
        .contains("{\"state\":\"warning\",\"code\":\"role-unseen\",\"subject\":\"validator\"");
  }

  @Test
  void seesTheTransactionProtocolOfOldBrokers() throws Exception {
    update("transaction.version", 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
    try {
      assertBad("transaction-version", "kafka-features.sh upgrade");
    } finally {
      update("transaction.version", 2, FeatureUpdate.UpgradeType.UPGRADE);
    }
    run(0);
  }

  @Test
  void seesWhoBelievesTheProducersTime() throws Exception {
    set(topics.untrusted(), "message.timestamp.type", "CreateTime");

    assertBad("append-time", topics.untrusted());
  }

  @Test
  void seesOtherSettingsAndPartitionsAndWhatIsMissing() throws Exception {
    set(topics.ledger("deployments"), "retention.ms", "1000");
    admin.createPartitions(Map.of(topics.desk(), NewPartitions.increaseTo(3))).all().get();
    admin.deleteTopics(Set.of(topics.quarantine())).all().get();

    assertBad("topic-settings", topics.ledger("deployments"));
    assertBad("partitions", "has 3 partitions, declared 2");
    assertBad("topic-missing", topics.quarantine());
  }

  @Test
  void seesWhatIsHeldFewerTimesThanDeclared() throws Exception {
    replication = 3;

    assertBad("replication", "is held 1 times, declared 3");
  }

  @Test
  void seesGrantsThatAreTooManyAndTooFew() throws Exception {
    AclBinding extra = write("User:mallory");
    AclBinding needed = write("User:validator");
    admin.createAcls(List.of(extra)).all().get();
    admin.deleteAcls(List.of(needed.toFilter())).all().get();

    assertBad("grant-extra", "User:mallory");
    assertBad("grant-missing", "User:validator");
  }

  private AclBinding write(String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topics.trusted("deployments"), PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  @Test
  void seesWhatTheRolesSay() throws Exception {
    health.set(Health.notReady("revocations are not confirmed"));
    metrics.sampled("sallyport_revocations_age_seconds", "", List.of(), () -> value(9));
    metrics.sampled("sallyport_executor_actions_in_doubt", "", List.of(), () -> value(2));
    metrics.gauge("sallyport_executor_key_not_after_seconds", "", "key").set(1, "k");

    assertBad("role-ready", "revocations are not confirmed");
    assertBad("revocations", "confirmed 9.0s ago");
    assertBad("in-doubt", "2 actions in doubt");
    assertBad("key-expiry", "k ends at 1970");
  }

  @Test
  void seesAClockThatIsWrongAndWhoIsNoRoleAndWhoIsGone() throws Exception {
    String url;
    try (ServerSocket late = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + late.getLocalPort();
      Thread.ofVirtual().start(() -> LateClock.answer(late));

      assertBadAt(url, "clock", "behind ours");
      assertBadAt(url, "role-ready", "not as a role's admin listener does");
    }
    assertBadAt(url, "role-ready", "does not answer");
  }

  @Test
  void showsAPersonATable() throws IOException {
    health.set(Health.notReady("a\nb"));
    Screen screen = new Screen();

    int code = execute(screen, url(), List.of());

    assertThat(code).isEqualTo(1);
    assertThat(screen.out().lines().findFirst().orElseThrow())
        .startsWith("STATE")
        .contains("CODE", "WHERE", "FOUND", "NEXT");
    assertThat(screen.out()).containsPattern("bad +role-ready +executor +a; b +look at the reason");
  }

  @Test
  void saysWhyItCannotRun() throws IOException {
    Screen screen = new Screen();
    Path empty = Files.createDirectories(directory.resolve("empty"));
    String[] words = {"doctor", "--data", empty.toString()};

    int code = CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(words);

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("admin/topics.yaml is not there");
  }

  private static Map<List<String>, Double> value(double number) {
    return Map.of(List.of(), number);
  }

  private void set(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp operation =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(operation))).all().get();
  }

  private static void update(String feature, int level, FeatureUpdate.UpgradeType type)
      throws Exception {
    admin
        .updateFeatures(
            Map.of(feature, new FeatureUpdate((short) level, type)), new UpdateFeaturesOptions())
        .all()
        .get();
  }

  private String url() {
    return "http://127.0.0.1:" + role.port();
  }

  private void assertBad(String code, String text) throws IOException {
    assertBadAt(url(), code, text);
  }

  private void assertBadAt(String listener, String code, String text) throws IOException {
    Screen screen = new Screen();
    assertThat(execute(screen, listener, List.of("--output", "json")))
        .as(screen.out() + screen.err())
        .isEqualTo(1);
    assertThat(screen.out().lines())
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("{\"state\":\"bad\",\"code\":\"" + code + "\"")
                .contains(text)
                .doesNotContain("\"next\":\"\""));
  }

  private Screen run(int expected) throws IOException {
    Screen screen = new Screen();
    int code = execute(screen, url(), List.of("--output", "json"));
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
    return screen;
  }

  private int execute(Screen screen, String listener, List<String> more) throws IOException {
    Path document = directory.resolve(topics.prefix() + ".yaml");
    String text =
        """
        apiVersion: sallyport/v1
        kind: Topics
        metadata: {name: test}
        spec:
          prefix: %s
          replication: %d
          cells: {deployments: 2}
        """
            .formatted(topics.prefix(), replication);
    Files.writeString(document, text, UTF_8);
    List<String> words = new java.util.ArrayList<>(List.of("doctor", document.toString()));
    words.addAll(List.of("--config", directory.resolve("admin.properties").toString()));
    words.addAll(List.of("--admin", listener));
    words.addAll(more);
    return CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(words.toArray(String[]::new));
  }
}
