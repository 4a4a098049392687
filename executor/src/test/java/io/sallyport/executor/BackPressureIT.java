package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that hangs holds up neither memory nor the next owner. */
class BackPressureIT {
  private static final int MANY = 200;

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
    stage.target().hang();
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  /** The record that is no mandate's is refused as soon as it is read. */
  @Test
  void readsNothingMoreWhileWhatWaitsFillsItsLimit() throws IOException {
    limit("queued: 64KiB, inFlight: 8");
    RetryOrders orders = new RetryOrders(cluster, stage);
    orders.handle(RetryOrders.ONCE, stage.target().origin(), "timeout: 2m");
    for (int i = 0; i < MANY; i++) {
      orders.send(RetryOrders.ONCE, "lane-" + i, 0);
    }
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> stage.target().effects().size() == 8);
      String trusted = stage.installation().topics().trusted(Seal.CELL);
      cluster.produce(new ProducerRecord<>(trusted, 0, new byte[1], new byte[1]));

      Awaitility.await().during(Duration.ofSeconds(2)).until(() -> stage.endings().isEmpty());
      stage.target().answer();
      Stage.await(() -> stage.endings().contains(Code.MANDATE_MISSING.text()));
    }
  }

  /** Its drain is over long before the action is, which would end in doubt after two minutes. */
  @Test
  void givesAPartitionUpThoughItsActionHangs() throws Exception {
    limit("drain: 1s");
    Path handler = stage.home().bundle().resolve("handler-deploy.yaml");
    String text = Files.readString(handler);
    Files.writeString(handler, text.replace("timeout: 2s", "timeout: 2m"));
    Process first = stage.home().forkAs("executor-1");
    Process second = null;
    try {
      Stage.awaitReady(first, stage.home().log("executor-1"));
      cluster.produce(stage.sealed("delivery-0", "staging"));
      cluster.produce(stage.sealed("delivery-1", "production"));
      Stage.await(() -> stage.target().effects().size() == 2);

      second = stage.home().forkAs("executor-2");

      Path log = stage.home().log("executor-2");
      Stage.await(() -> Files.readString(log).contains("taken over"));
      assertThat(stage.endings()).isEmpty();
    } finally {
      Stage.kill(first);
      if (second != null) {
        Stage.kill(second);
      }
    }
  }

  private void limit(String fields) throws IOException {
    Path config = stage.home().config();
    Files.writeString(
        config, Files.readString(config).replace("limits: {", "limits: {" + fields + ", "));
  }
}
