package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.lane.Moments.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A series of executors that die at seeded points, alone or while a partition changes hands, hang
 * and wake, or lose their broker, against a target that counts requests. {@code
 * -Dsallyport.crash.points} sets the length, {@code -Dsallyport.crash.seed} replays a series.
 */
@Tag("CSF-PR.IR")
class CrashHarnessIT {
  private static final int POINTS = Integer.getInteger("sallyport.crash.points", 20);
  private static final long SEED =
      Long.getLong("sallyport.crash.seed", System.nanoTime() & 0xffff_ffffL);
  private static final Duration END = Duration.ofMinutes(2);

  /** What an executor comes to that is alone. */
  private static final List<Moment> ALONE =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Moment.LEAVING)));

  /** From so many points on each moment must have been met. */
  private static final int MANY = 100;

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private final Random random = new Random(SEED);

  /** Drawn by the target's threads, so apart from what a replay must draw in the same order. */
  private final Random answers = new Random(SEED);

  private final Deaths deaths = new Deaths(Duration.ofSeconds(30));

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
          "crash points %d, seed %d: died at %s, %d killed elsewhere;"
              + " %d actions, %s, %d effects, %d refused, %d postponed%n",
          POINTS,
          SEED,
          deaths.reached(),
          deaths.missed(),
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
      assertDied();
    }
  }

  /** The series was one of deaths at their moments, and not of executors killed in idleness. */
  private void assertDied() {
    assertThat(deaths.own()).as("died at their moments").isGreaterThanOrEqualTo(deaths.missed());
    if (POINTS >= MANY) {
      assertThat(deaths.reached()).containsOnlyKeys(Moment.values());
    }
  }

  /** In ten: six deaths alone, two in a rebalance, an owner that hangs and wakes, a lost broker. */
  private void fault(int point, Stage stage, CrashLoad load) throws Exception {
    switch (point % 10) {
      case 2, 7 -> diesInARebalance(stage, load);
      case 4 -> zombie(stage, load);
      case 9 -> brokerRestarts(stage, load);
      default -> diesAtAMoment(stage, load);
    }
  }

  private void diesAtAMoment(Stage stage, CrashLoad load) throws Exception {
    Moment moment = ALONE.get(random.nextInt(ALONE.size()));
    boolean once = moment == Moment.TAKING || moment == Moment.TAKEN;
    int before = random.nextInt(once ? Cluster.PARTITIONS : 4);
    Process process = stage.home().forkCrashing("executor-1", moment, before);
    load.send(3 + random.nextInt(6));
    deaths.await(process, moment);
  }

  /** One that gives a partition up, or the one that takes it, dies while the other lives on. */
  private void diesInARebalance(Stage stage, CrashLoad load) throws Exception {
    boolean leaver = random.nextBoolean();
    Moment moment = leaver ? Moment.LEAVING : random.nextBoolean() ? Moment.TAKING : Moment.TAKEN;
    Process first =
        leaver
            ? stage.home().forkCrashing("executor-1", moment, 0)
            : stage.home().forkAs("executor-1");
    awaitAllPartitions(first, stage.home().log("executor-1"));
    load.send(6);
    Process second =
        leaver
            ? stage.home().forkAs("executor-2")
            : stage.home().forkCrashing("executor-2", moment, 0);
    try {
      load.send(6);
      deaths.await(leaver ? first : second, moment);
      load.send(6);
      Awaitility.await().pollDelay(Duration.ofMillis(random.nextInt(1500))).until(() -> true);
    } finally {
      Stage.kill(first);
      Stage.kill(second);
    }
  }

  /** Until nobody who died earlier is a member any longer. */
  private static void awaitAllPartitions(Process process, Path log) {
    Stage.awaitReady(process, log);
    Stage.await(() -> {
      String lines = Files.readString(log);
      return IntStream.range(0, Cluster.PARTITIONS)
          .allMatch(partition -> lines.contains("partition " + partition + " taken over"));
    });
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
