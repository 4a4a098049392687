package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executor on a real broker with its real grants; the target counts what really happened. */
class ExecutorIT {
  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void performsOnce() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("delivery", "staging"));

      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
      assertThat(stage.target().paths()).containsExactly("/environments/staging/deployments");
    }
  }

  @Test
  void rejectsByteCopies() {
    ProducerRecord<byte[], byte[]> genuine = stage.sealed("delivery", "staging");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(genuine);
      cluster.produce(genuine);
      cluster.produce(Copies.onPartition(genuine, 1 - genuine.partition()));
      cluster.produce(Copies.withKey(genuine, Seal.key("production")));

      assertThat(stage.awaitEndings(4))
          .containsExactlyInAnyOrder(
              "SUCCEEDED", "already-claimed", "record-partition-mismatch", "record-key-mismatch");
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  @Test
  void expiresBacklog() {
    cluster.produce(
        stage
            .installation()
            .seal()
            .record("delivery", "staging", 0, mandate -> Copies.issued(mandate, -700)));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {

      assertThat(stage.awaitEndings(1)).containsExactly("EXPIRED");
      assertThat(stage.target().effects()).isEmpty();
    }
  }

  @Test
  void keepsChainOverRestart() {
    for (int i = 0; i < 3; i++) {
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        cluster.produce(stage.sealed("delivery-" + i, "staging"));
        stage.awaitEndings(i + 1);
      }
    }

    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    assertThat(stage.target().effects()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void sharesPartitionsWithoutDoubleEffect() throws IOException {
    Home second = stage.secondHome();
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      for (int i = 0; i < 20; i++) {
        cluster.produce(stage.sealed("before-" + i, i % 2 == 0 ? "staging" : "production"));
      }
      try (RoleProcess.Running _ = ExecutorMain.start(second.config())) {
        for (int i = 0; i < 20; i++) {
          cluster.produce(stage.sealed("after-" + i, i % 2 == 0 ? "staging" : "production"));
        }
        stage.awaitEndings(40);
      }
    }

    assertThat(stage.endings()).containsOnly("SUCCEEDED").hasSize(40);
    assertThat(stage.target().effects()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void refusesCommittedOffsetWithEmptiedLedger() throws ExecutionException, InterruptedException {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("delivery", "staging"));
      stage.awaitEndings(1);
    }
    cluster
        .admin()
        .deleteRecords(
            Map.of(
                new TopicPartition(stage.ledger(), 0), RecordsToDelete.beforeOffset(-1),
                new TopicPartition(stage.ledger(), 1), RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("records of the ledger that are still needed were deleted");
  }

  @Test
  void refusesAnotherCluster() throws IOException {
    String config = Files.readString(stage.home().config());
    Files.writeString(
        stage.home().config(), config.replace("environment: test-", "environment: x"));

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("environment must end with -");
  }
}
