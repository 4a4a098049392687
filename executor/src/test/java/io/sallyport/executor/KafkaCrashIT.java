package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.lane.Moments.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once, whatever dies: executors are killed between a record and its commit and at other
 * moments, hang and wake, or lose their broker; a neighbour that reads committed records finds one
 * for each action. {@code -Dsallyport.crash.points} is four times the length, {@code
 * -Dsallyport.crash.seed} replays a series.
 */
class KafkaCrashIT {
  private static final int POINTS = Integer.getInteger("sallyport.crash.points", 20) / 4;
  private static final long SEED =
      Long.getLong("sallyport.crash.seed", System.nanoTime() & 0xffff_ffffL);

  /** Longer than a busy machine takes to start one and let it die by itself. */
  private static final Duration LIFE = Duration.ofSeconds(30);

  private static final Duration END = Duration.ofMinutes(2);
  private static final List<Moment> MOMENTS =
      List.of(Moment.TAKING, Moment.TAKEN, Moment.WRITING, Moment.WRITTEN);

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private final Random random = new Random(SEED);
  private int deliveries;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @Test
  void isExactlyOnceWhateverDies() throws Exception {
    try (Stage stage = new Stage(cluster, directory)) {
      Orders orders = new Orders(cluster, stage.installation());
      orders.writeBundle(stage.home().bundle());
      cluster.target(stage.installation(), orders.topic(), true);
      for (int point = 0; point < POINTS; point++) {
        fault(point, stage, orders);
      }

      finish(stage, orders);

      int aborted = cluster.readUncommitted(orders.topic()).size() - orders.found().size();
      System.out.printf(
          "crash points %d, seed %d: %d actions, %d records, %d more in aborted transactions%n",
          POINTS, SEED, orders.sent().size(), orders.found().size(), aborted);
      assertThat(findings(orders)).as("seed %d", SEED).isEmpty();
      Told told = new Told(cluster, stage.installation());
      assertThat(told.findings()).as("seed %d", SEED).isEmpty();
      assertThat(told.heard()).as("told").isNotEmpty();
      assertThat(aborted).as("some died between record and commit").isPositive();
      assertThat(Chains.broken(cluster, stage.installation(), stage.home()))
          .as("seed %d", SEED)
          .isEmpty();
    }
  }

  /** In ten: five deaths before a commit, three at a moment, a hanging owner, a broker's end. */
  private void fault(int point, Stage stage, Orders orders) throws Exception {
    switch (point % 10) {
      case 4 -> zombie(stage, orders);
      case 9 -> brokerRestarts(stage, orders);
      case 1, 3, 7 -> dies(stage, orders, atAMoment(stage));
      default ->
          dies(
              stage,
              orders,
              stage.home().forkDyingAfterSend("executor-1", orders.topic(), random.nextInt(4)));
    }
  }

  private Process atAMoment(Stage stage) throws Exception {
    Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    boolean once = moment == Moment.TAKING || moment == Moment.TAKEN;
    int before = random.nextInt(once ? Cluster.PARTITIONS : 4);
    return stage.home().forkCrashing("executor-1", moment, before);
  }

  private void dies(Stage stage, Orders orders, Process process) throws Exception {
    send(stage, orders, 4 + random.nextInt(6));
    if (!process.waitFor(LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
      Stage.kill(process);
    }
  }

  /** Hangs while another takes over, then wakes and dies. */
  private void zombie(Stage stage, Orders orders) throws Exception {
    Process hung = stage.home().forkAs("executor-1");
    Stage.awaitReady(hung, stage.home().log("executor-1"));
    send(stage, orders, 6);
    Stage.signal(hung, "STOP");
    Process second = stage.home().forkAs("executor-2");
    try {
      Stage.awaitReady(second, stage.home().log("executor-2"));
      send(stage, orders, 6);
      Stage.signal(hung, "CONT");
      send(stage, orders, 6);
      pause();
    } finally {
      Stage.kill(hung);
      Stage.kill(second);
    }
  }

  private void brokerRestarts(Stage stage, Orders orders) throws Exception {
    Process process = stage.home().forkAs("executor-1");
    try {
      Stage.awaitReady(process, stage.home().log("executor-1"));
      send(stage, orders, 6);
      cluster.restart();
      send(stage, orders, 6);
      pause();
    } finally {
      Stage.kill(process);
    }
  }

  private void pause() {
    Awaitility.await().pollDelay(Duration.ofMillis(random.nextInt(1500))).until(() -> true);
  }

  /** Records, and a request now and then so that turns hold claims as well. */
  private void send(Stage stage, Orders orders, int count) {
    for (int i = 0; i < count; i++) {
      orders.send(random.nextInt(8), "article-" + i);
    }
    cluster.produce(stage.sealed("delivery-" + deliveries++, "staging"));
  }

  /** An executor that nothing happens to ends what is open. */
  private static void finish(Stage stage, Orders orders) throws Exception {
    Process last = stage.home().forkAs("executor-1");
    try {
      Awaitility.await()
          .atMost(END)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> ended(orders).containsAll(orders.sent()));
    } finally {
      Stage.kill(last);
    }
  }

  private static List<ActionId> ended(Orders orders) {
    return orders.outcomes().stream().map(outcome -> outcome.action().id()).toList();
  }

  /** Every broken promise, one line each. */
  private static List<String> findings(Orders orders) {
    List<String> findings = new ArrayList<>();
    List<String> keys = orders.keys();
    for (ActionId id : orders.sent()) {
      List<OutcomeResult> results =
          orders.outcomes().stream()
              .filter(outcome -> outcome.action().id().equals(id))
              .map(ReceiptBody.Outcome::result)
              .toList();
      int records = Collections.frequency(keys, id.text());
      if (!results.equals(List.of(OutcomeResult.SUCCEEDED)) || records != 1) {
        findings.add(id.text() + " ended " + results + " with " + records + " records");
      }
    }
    return findings;
  }
}
