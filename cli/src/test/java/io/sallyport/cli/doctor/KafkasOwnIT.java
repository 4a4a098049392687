package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of the topics of its own, of which no document tells. */
class KafkasOwnIT {
  @TempDir private Path directory;

  @Test
  void seesHowOffsetsAndTransactionsAreHeld() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
      Map<String, Object> client = broker.clientProperties("admin");
      Path properties = ClientProperties.write(directory.resolve("admin.properties"), client);
      try (Admin admin = Admin.create(client)) {
        ManifestSpec spec = ManifestSpec.small(new Topics("own"), "deployments");
        new ManifestApply(admin, Manifest.of(spec), Duration.ofSeconds(30)).apply();
        String unused = doctor(properties, 1);
        findCoordinators(admin);

        String well = doctor(properties, 1);
        String once = doctor(properties, 3);

        for (String name : KafkasOwn.NAMES) {
          assertThat(unused).contains(finding("warning", name) + "was not seen");
          assertThat(well).contains(finding("ok", name) + "is held 1 times, declared 1;");
          assertThat(once)
              .contains(finding("bad", name) + "is held 1 times, declared 3;")
              .contains("min.insync.replicas is 1, needed 2");
        }
      }
    }
  }

  @Test
  void saysNothingOfSettingsThatItMayNotSee() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        Admin admin = Admin.create(broker.clientProperties("admin"));
        Admin viewer = Admin.create(broker.clientProperties("viewer"))) {
      findCoordinators(admin);
      admin.createAcls(List.of(mayDescribe("viewer"))).all().get();
      Awaitility.await().until(() -> seesAll(viewer));

      Cluster cluster = new Cluster(viewer, Duration.ofSeconds(30));

      assertThat(cluster.kafkasOwn(TopicsDocument.read(document(3))).findings())
          .extracting(Finding::state)
          .containsExactly(Finding.State.WARNING, Finding.State.WARNING);
    }
  }

  private static AclBinding mayDescribe(String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "__", PatternType.PREFIXED),
        new AccessControlEntry(
            "User:" + principal, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
  }

  private static boolean seesAll(Admin admin) throws Exception {
    ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
    return admin.listTopics(all).names().get().containsAll(KafkasOwn.NAMES);
  }

  private static String finding(String state, String subject) {
    return "{\"state\":\"%s\",\"code\":\"kafkas-own\",\"subject\":\"%s\",\"text\":\""
        .formatted(state, subject);
  }

  /** Whoever looks for a coordinator has the brokers make its topic. */
  private static void findCoordinators(Admin admin) {
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> {
          admin.listConsumerGroupOffsets("nobody");
          admin.describeTransactions(List.of("nobody"));
          return seesAll(admin);
        });
  }

  private Path document(int replication) throws IOException {
    return Files.writeString(
        directory.resolve("topics.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Topics
        metadata: {name: test}
        spec:
          prefix: own
          replication: %d
          cells: {deployments: 2}
        """
            .formatted(replication));
  }

  private String doctor(Path properties, int replication) throws IOException {
    Screen screen = new Screen();
    CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(
            "doctor",
            document(replication).toString(),
            "--config",
            properties.toString(),
            "--admin",
            "http://127.0.0.1:9",
            "--output",
            "json");
    return screen.out();
  }
}
