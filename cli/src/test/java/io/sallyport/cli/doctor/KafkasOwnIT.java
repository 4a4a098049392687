package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
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

  private static String finding(String state, String subject) {
    return "{\"state\":\"%s\",\"code\":\"kafkas-own\",\"subject\":\"%s\",\"text\":\""
        .formatted(state, subject);
  }

  /** Whoever looks for a coordinator has the brokers make its topic. */
  private static void findCoordinators(Admin admin) {
    ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> {
          admin.listConsumerGroupOffsets("nobody");
          admin.describeTransactions(List.of("nobody"));
          return admin.listTopics(all).names().get().containsAll(KafkasOwn.NAMES);
        });
  }

  private String doctor(Path properties, int replication) throws IOException {
    Path document = directory.resolve("topics.yaml");
    Files.writeString(
        document,
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
    Screen screen = new Screen();
    CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(
            "doctor",
            document.toString(),
            "--config",
            properties.toString(),
            "--admin",
            "http://127.0.0.1:9",
            "--output",
            "json");
    return screen.out();
  }
}
