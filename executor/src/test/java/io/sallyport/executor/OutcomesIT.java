package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an action ends that was decided with memory, the desk hears once, whatever the end is. */
class OutcomesIT {
  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private RetryOrders requests;
  private Orders orders;
  private Operators operators;
  private Told told;

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
    requests = new RetryOrders(cluster, stage);
    requests.handle(RetryOrders.ONCE, stage.target().origin(), "");
    requests.handle(RetryOrders.LEVEL, stage.target().origin(), "");
    orders = new Orders(cluster, stage.installation());
    orders.writeBundle(stage.home().bundle());
    cluster.target(stage.installation(), orders.topic(), true);
    operators = new Operators(cluster, stage.installation());
    told = new Told(cluster, stage.installation());
    stage.installation().seal().remember(true);
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void eachEndIsToldOnce() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId done = requests.send(RetryOrders.LEVEL, "lane-1", 7);
      requests.awaitEnd(done);
      ActionId superseded = requests.send(RetryOrders.LEVEL, "lane-1", 6);
      ActionId joined = orders.send(0, "tea");
      seal().remember(false);
      ActionId silent = requests.send(RetryOrders.ONCE, "lane-2", 1);
      seal().remember(true);
      ActionId large = largeOrder();
      requests.awaitEnds(List.of(superseded, joined, silent, large));
      stage.target().refuse(() -> true);
      ActionId failed = requests.send(RetryOrders.ONCE, "lane-3", 1);
      requests.awaitEnd(failed);

      assertThat(told.of(done)).containsExactly("SUCCEEDED");
      assertThat(told.of(superseded)).containsExactly("SUPERSEDED");
      assertThat(told.of(joined)).containsExactly("SUCCEEDED");
      assertThat(told.of(silent)).isEmpty();
      assertThat(told.of(large)).containsExactly("FAILED");
      assertThat(told.of(failed)).containsExactly("FAILED");
      assertThat(told.findings()).isEmpty();
    }
  }

  /** One is told of every other order. */
  private ActionId largeOrder() {
    orders.send(1, "another");
    return orders.send(2, "x".repeat(1500));
  }

  /** By a turn of its own, where nothing follows and it came too soon after the word before it. */
  @Test
  void whoeverWitnessesIsToldTheNewestReceipt() throws IOException {
    Path config = stage.home().config();
    Files.writeString(config, Files.readString(config).replace("{skew", "{witness: 5s, skew"));
    try (RoleProcess.Running _ = ExecutorMain.start(config)) {
      requests.awaitEnd(requests.send(RetryOrders.LEVEL, "lane-1", 1));
      ActionId last = requests.send(RetryOrders.LEVEL, "lane-1", 2);
      requests.awaitEnd(last);

      Stage.await(() -> told.hasWordOf(last));
      assertThat(told.findings()).isEmpty();
    }
  }

  @Test
  void soIsADoubtAndWhatPersonsSayOfIt() {
    stage.target().hang();
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId doubtful = requests.send(RetryOrders.ONCE, "lane-1", 1);
      requests.awaitEnd(doubtful);
      operators.first(operators.doubts().getFirst(), Finding.PERFORMED);

      Stage.await(() -> told.of(doubtful).size() == 2);
      assertThat(told.of(doubtful)).containsExactly("IN_DOUBT", "PERFORMED");
      assertThat(told.findings()).isEmpty();
    }
  }

  @Test
  void soIsWhatDoesNotBeginAndRejectionsAreNot() {
    ActionId first = revokedBeforeItIsRead();
    var late = seal().record("late", "staging", 0, mandate -> Copies.issued(mandate, -700));
    cluster.produce(late);
    var copy = seal().record("copy", "staging", 0, mandate -> Copies.issued(mandate, -700));
    cluster.produce(copy);
    cluster.produce(copy);
    cluster.produce(Copies.onPartition(copy, 1));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {

      assertThat(stage.awaitEndings(5))
          .containsExactlyInAnyOrder(
              "REVOKED", "EXPIRED", "EXPIRED", "already-claimed", "record-partition-mismatch");
      assertThat(told.of(first)).containsExactly("REVOKED");
      assertThat(told.heard()).hasSize(3);
      assertThat(told.findings()).isEmpty();
    }
  }

  private ActionId revokedBeforeItIsRead() {
    ActionId action = requests.send(RetryOrders.ONCE, "lane-1", 1);
    operators.revoke(new Target(Kind.ACTION, action.text()));
    return action;
  }

  private Seal seal() {
    return stage.installation().seal();
  }
}
