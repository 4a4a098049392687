package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.lane.Moments.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A series of executors that die at seeded points, hang and wake, or lose their broker, against a
 * target that counts requests. {@code -Dsallyport.crash.points} sets the length, {@code
 * -Dsallyport.crash.seed} replays a series.
 */
class CrashHarnessIT {
  private static final int POINTS = Integer.getInteger("sallyport.crash.points", 20);
  private static final long SEED =
      Long.getLong("sallyport.crash.seed", System.nanoTime() & 0xffff_ffffL);
  private static final Duration LIFE = Duration.ofSeconds(8);
  private static final Duration END = Duration.ofMinutes(2);

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private final Random random = new Random(SEED);

  /** Drawn by the target's threads, so apart from what a replay must draw in the same order. */
  private final Random answers = new Random(SEED);

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @Test
  void everyActionEndsOnceWhateverDies() throws Exception {
    try (Stage stage = new Stage(cluster, directory)) {
      CrashLoad.writeBundle(stage.home().bundle(), stage.target().origin());
      stage.target().refuse(() -> answers.nextInt(3) == 0);
      CrashLoad load = new CrashLoad(cluster, stage.installation(), random);
      for (int point = 0; point < POINTS; point++) {
        fault(point, stage, load);
      }

      CrashAudit audit = finish(stage, load);

      System.out.printf(
          "crash points %d, seed %d: %d actions, %s, %d effects, %d refused, %d postponed%n",
          POINTS,
          SEED,
          load.sent().size(),
          audit.counts(),
          audit.effects().size(),
          stage.target().refused(),
          audit.postponed());
      assertThat(audit.findings()).as("seed %d", SEED).isEmpty();
      Told told = new Told(cluster, stage.installation());
      assertThat(told.findings()).as("seed %d", SEED).isEmpty();
      assertThat(told.heard()).as("told").isNotEmpty();
      assertThat(Chains.broken(cluster, stage.installation(), stage.home()))
          .as("seed %d", SEED)
          .isEmpty();
    }
  }

  /** In ten: eight deaths at a moment, a hanging owner that wakes, a broker that restarts. */
  private void fault(int point, Stage stage, CrashLoad load) throws Exception {
    switch (point % 10) {
      case 4 -> zombie(stage, load);
      case 9 -> brokerRestarts(stage, load);
      default -> diesAtAMoment(stage, load);
    }
  }

  private void diesAtAMoment(Stage stage, CrashLoad load) throws Exception {
    Moment[] moments = Moment.values();
    Moment moment = moments[random.nextInt(moments.length)];
    boolean once = moment == Moment.TAKING || moment == Moment.TAKEN;
    int before = random.nextInt(once ? Cluster.PARTITIONS : 4);
    Process process = stage.home().forkCrashing("executor-1", moment, before);
    load.send(3 + random.nextInt(6));
    if (!process.waitFor(LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
      Stage.kill(process);
    }
  }

  /** Hangs while another takes over, then wakes and dies. */
  private void zombie(Stage stage, CrashLoad load) throws Exception {
    Process hung = stage.home().forkAs("executor-1");
    Stage.awaitReady(hung, stage.home().log("executor-1"));
    load.send(6);
    Stage.signal(hung, "STOP");
    Process second = stage.home().forkAs("executor-2");
    try {
      Stage.awaitReady(second, stage.home().log("executor-2"));
      load.send(6);
      Stage.signal(hung, "CONT");
      load.send(6);
      Awaitility.await().pollDelay(Duration.ofMillis(random.nextInt(1500))).until(() -> true);
    } finally {
      Stage.kill(hung);
      Stage.kill(second);
    }
  }

  private void brokerRestarts(Stage stage, CrashLoad load) throws Exception {
    Process process = stage.home().forkAs("executor-1");
    try {
      Stage.awaitReady(process, stage.home().log("executor-1"));
      load.send(6);
      cluster.restart();
      load.send(6);
      Awaitility.await().pollDelay(Duration.ofMillis(random.nextInt(1500))).until(() -> true);
    } finally {
      Stage.kill(process);
    }
  }

  /** An executor that nothing happens to ends what is open. */
  private static CrashAudit finish(Stage stage, CrashLoad load)
      throws IOException, InterruptedException {
    Process last = stage.home().forkAs("executor-1");
    try {
      Awaitility.await()
          .atMost(END)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> CrashAudit.of(load.sent(), stage, cluster).open() == 0);
    } catch (ConditionTimeoutException e) {
      System.out.println(Files.readString(stage.home().log("executor-1")));
    } finally {
      Stage.kill(last);
    }
    return CrashAudit.of(load.sent(), stage, cluster);
  }
}
