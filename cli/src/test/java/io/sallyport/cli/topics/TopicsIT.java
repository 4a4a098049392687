package io.sallyport.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("NHI6")
@Tag("CSF-ID.AM")
class TopicsIT {
  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Path admin = Path.of("");

  @BeforeAll
  static void starts() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    admin =
        ClientProperties.write(
            directory.resolve("admin.properties"), broker.clientProperties("admin"));
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void bringsABrokerToTheDeclaration() throws IOException {
    Path document = document("first", 2);
    Screen before = run(1, "plan", document);
    Screen applied = run(0, "apply", document);

    Screen after = run(0, "plan", document);

    assertThat(before.out())
        .contains("create topic first.trusted.deployments, partitions 2")
        .contains("allow User:ingest to write topic first.untrusted");
    assertThat(applied.out()).isEqualTo(before.out());
    assertThat(after.out()).isEmpty();
    assertThat(after.err()).isEqualTo("Nothing differs.\n");
  }

  @Test
  void refusesToChangePartitions() throws IOException {
    run(0, "apply", document("second", 2));

    Screen planned = run(1, "plan", document("second", 3), "--output", "json");
    Screen applied = run(2, "apply", document("second", 3));

    assertThat(planned.out())
        .contains("{\"change\":\"partitions-differ\",\"text\":\"topic second.");
    assertThat(applied.err()).contains("counts are fixed for life");
  }

  @Test
  void cannotCompareABundleWithoutARegistry() throws IOException {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));

    Screen screen = run(2, "plan", document("third", 2), "--bundle", bundle.toString());

    assertThat(screen.err()).contains("there is no .avsc file below");
  }

  @Test
  void findsNothingWhereAllIsAsDeclared() throws IOException {
    run(0, "apply", document("well", 2));

    Screen screen = run(0, "verify", document("well", 2));

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).isEqualTo("Nothing differs.\n");
  }

  @Test
  void tellsOfASecondWriterHoweverItMayWrite() throws Exception {
    Path document = document("second-writer", 2);
    run(0, "apply", document);
    try (Admin kafka = kafka()) {
      AclBinding own = write("User:mallory", "second-writer.untrusted.orders", PatternType.LITERAL);
      AclBinding wide = write("User:billing", "second-writer.unt", PatternType.PREFIXED);
      AclBinding wider = write("User:*", "*", PatternType.LITERAL);
      kafka.createAcls(List.of(own, wide, wider)).all().get();
      try {
        Screen screen = run(1, "verify", document);
        Screen applied = run(1, "apply", document);
        Screen left = run(1, "verify", document, "--output", "json");

        for (String writer : List.of("User:mallory", "User:billing", "User:*")) {
          assertThat(screen.out())
              .contains(
                  "second-writer  "
                      + writer
                      + " may write second-writer.untrusted.orders, which is"
                      + " for User:producer-orders alone");
        }
        assertThat(applied.out())
            .contains("no longer allow User:mallory")
            .contains("narrow the grant that allows User:billing");
        assertThat(left.out())
            .doesNotContain("mallory")
            .contains("{\"change\":\"second-writer\",\"text\":\"User:billing may write")
            .contains("\"change\":\"wide-acl\"");
      } finally {
        kafka.deleteAcls(List.of(wide.toFilter(), wider.toFilter())).all().get();
      }
    }
    run(0, "verify", document);
  }

  @Test
  void tellsOfWhatNobodyDeclared() throws Exception {
    Path document = document("beside", 2);
    run(0, "apply", document);
    try (Admin kafka = kafka()) {
      kafka.createTopics(List.of(new NewTopic("beside.untrusted.old", 1, (short) 1))).all().get();
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "beside.quarantine");
      AlterConfigOp set =
          new AlterConfigOp(new ConfigEntry("segment.ms", "60000"), AlterConfigOp.OpType.SET);
      kafka.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    }

    Screen screen = run(1, "verify", document);
    Screen planned = run(0, "plan", document);

    assertThat(screen.out())
        .contains("topic beside.untrusted.old is there, and nobody declared it")
        .contains("topic beside.quarantine has settings that nobody declared: segment.ms");
    assertThat(screen.out().lines().findFirst().orElseThrow()).matches("DRIFT +FOUND +NEXT");
    assertThat(planned.out()).isEmpty();
  }

  @Test
  void tellsOfAnotherReplicationAndOfWhatPlanTells() throws IOException {
    Path document = document("copies", 2);
    run(0, "apply", document);
    Path declared = directory.resolve("copies3.yaml");
    Files.writeString(
        declared, Files.readString(document).replace("replication: 1", "replication: 3"));

    Screen screen = run(1, "verify", declared);

    assertThat(screen.out())
        .contains("topic copies.desk is held 1 times and the document says 3")
        .contains("alter-topic");
  }

  @Test
  void takesAwayNoBytesThatBrokersWouldDelete() throws Exception {
    Path document = document("bounded", 2);
    run(0, "apply", document);
    try (Admin kafka = kafka()) {
      boundAll(kafka, AlterConfigOp.OpType.SET);
      try {
        Screen screen = run(0, "verify", document);

        assertThat(screen.err()).isEqualTo("Nothing differs.\n");
        assertThat(bound(kafka, "bounded.ledger.deployments")).isEqualTo("-1");
        assertThat(bound(kafka, "bounded.untrusted")).isEqualTo("-1");
      } finally {
        boundAll(kafka, AlterConfigOp.OpType.DELETE);
      }
    }
  }

  @Test
  void takesTheBoundOfBrokersFromTopicsOfBefore() throws Exception {
    Path document = document("before", 2);
    run(0, "apply", document);
    try (Admin kafka = kafka()) {
      ConfigResource topic =
          new ConfigResource(ConfigResource.Type.TOPIC, "before.ledger.deployments");
      AlterConfigOp unset =
          new AlterConfigOp(new ConfigEntry("retention.bytes", ""), AlterConfigOp.OpType.DELETE);
      kafka.incrementalAlterConfigs(Map.of(topic, List.of(unset))).all().get();
      boundAll(kafka, AlterConfigOp.OpType.SET);
      try {
        Screen planned = run(1, "plan", document);
        run(0, "apply", document);

        assertThat(planned.out()).contains("before.ledger.deployments").contains("retention.bytes");
        assertThat(bound(kafka, "before.ledger.deployments")).isEqualTo("-1");
        run(0, "verify", document);
      } finally {
        boundAll(kafka, AlterConfigOp.OpType.DELETE);
      }
    }
  }

  /** All topics that do not say otherwise. */
  private static void boundAll(Admin kafka, AlterConfigOp.OpType set) throws Exception {
    ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry("log.retention.bytes", "1000000"), set);
    kafka.incrementalAlterConfigs(Map.of(brokers, List.of(change))).all().get();
  }

  private static String bound(Admin kafka, String name) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config config = kafka.describeConfigs(List.of(topic)).all().get().values().iterator().next();
    return config.get("retention.bytes").value();
  }

  private static Admin kafka() {
    return Admin.create(broker.clientProperties("admin"));
  }

  private static AclBinding write(String principal, String topic, PatternType pattern) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, pattern),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  private static Path document(String prefix, int partitions) throws IOException {
    Path file = directory.resolve(prefix + partitions + ".yaml");
    String document =
        """
        apiVersion: sallyport/v1
        kind: Topics
        metadata: {name: test}
        spec:
          prefix: %s
          replication: 1
          cells: {deployments: %d}
          sources: {orders: 1}
        """
            .formatted(prefix, partitions);
    return Files.writeString(file, document);
  }

  private static Screen run(int expected, String verb, Path document, String... more) {
    Screen screen = new Screen();
    String[] arguments = new String[5 + more.length];
    arguments[0] = "topics";
    arguments[1] = verb;
    arguments[2] = document.toString();
    arguments[3] = "--config";
    arguments[4] = admin.toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    int code = CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(arguments);
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
    return screen;
  }
}
