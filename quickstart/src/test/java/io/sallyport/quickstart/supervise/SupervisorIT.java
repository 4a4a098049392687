package io.sallyport.quickstart.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children are restarted a bounded number of times, stopped in order, and never left behind. */
@Timeout(60)
class SupervisorIT {
  private static final int RESTARTS = 2;
  private static final int UID = 20_001;

  @TempDir private Path directory;
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private Isolation isolation;
  private Supervisor supervisor;

  @BeforeEach
  void creates() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    isolation = Isolation.find(List.of(directory), UID);
    var settings =
        new Supervisor.Settings(
            isolation,
            directory.resolve("log"),
            directory,
            1 << 20,
            RestartBudget.of(RESTARTS, Duration.ofMinutes(1)),
            Duration.ofSeconds(1));
    supervisor = new Supervisor(settings, notices::add);
  }

  @AfterEach
  void stops() {
    supervisor.stop();
  }

  @Test
  void restartsADyingChildABoundedNumberOfTimesThenFails() throws InterruptedException {
    supervisor.endureEnds();
    supervisor.start(shell("fragile", "echo run >> runs; echo the reason; exit 7"));

    String reason = supervisor.awaitFailure();

    assertThat(reason).contains("fragile ended with status 7 more often than allowed");
    assertThat(reason).contains("the reason", "fragile.log");
    assertThat(notices).hasSize(RESTARTS).allMatch(notice -> notice.contains("the reason"));
    assertThat(notices.getLast()).contains("restart 2 of 2 within 60 s");
    assertThat(directory.resolve("runs")).hasContent("run\n".repeat(RESTARTS + 1));
  }

  @Test
  void failsAtOnceWhenAChildEndsDuringTheStart() throws InterruptedException {
    supervisor.start(shell("broken", "echo run >> runs; echo no config; exit 2"));

    String reason = supervisor.awaitFailure();

    assertThat(reason).contains("broken ended with status 2 while the stack was starting");
    assertThat(reason).contains("no config");
    assertThat(directory.resolve("runs")).hasContent("run");
  }

  @Test
  void stopsLaterStagesFirst() {
    supervisor.start(witness("early", 0));
    supervisor.start(witness("late", 1));
    await().until(() -> Files.exists(directory.resolve("early-ready")));
    await().until(() -> Files.exists(directory.resolve("late-ready")));

    supervisor.stop();

    assertThat(directory.resolve("ends")).hasContent("late\nearly");
    assertThat(supervisor.hasFailed()).isFalse();
  }

  @Test
  void killsAChildThatDoesNotEndInTime() {
    supervisor.start(shell("stubborn", "trap '' TERM; touch ready; while :; do sleep 1; done"));
    await().until(() -> Files.exists(directory.resolve("ready")));
    ProcessHandle child = new PidFile(directory, "stubborn").read().orElseThrow();

    supervisor.stop();

    assertThat(child.isAlive()).isFalse();
    assertThat(directory.resolve("stubborn.pid")).doesNotExist();
  }

  @Test
  void startsNothingAfterTheStop() {
    supervisor.stop();

    assertThatThrownBy(() -> supervisor.start(shell("tardy", "sleep 60")))
        .isInstanceOf(SuperviseException.class);
  }

  @Test
  void hidesItsEnvironmentFromTheChildren() {
    supervisor.endureEnds();
    supervisor.start(shell("curious", "env | cut -d= -f1 | sort > names.tmp; mv names.tmp names"));

    await().until(() -> Files.exists(directory.resolve("names")));

    assertThat(directory.resolve("names")).hasContent("GIVEN\nHOME\nLANG\nPATH\nPWD\nTMPDIR");
  }

  @Test
  void givesEachChildItsOwnUserWithoutPrivileges() {
    assumeThat(isolation.separateUsers()).as(isolation.notice()).isTrue();
    var command =
        List.of("/bin/sh", "-c", "grep -E '^(Uid|Groups|NoNewPrivs|CapEff)' /proc/self/status");
    supervisor.start(new ChildSpec("apart", command, directory, Map.of(), new Owner.Uid(UID), 0));

    await().until(supervisor::hasFailed);

    assertThat(directory.resolve("log/apart.log"))
        .content()
        .contains("Uid:\t20001\t20001\t20001\t20001", "CapEff:\t0000000000000000")
        .containsPattern("Groups:\\s*\n")
        .contains("NoNewPrivs:\t1");
  }

  @Test
  void leavesNoChildBehindWhenItIsKilled() throws IOException, InterruptedException {
    assumeThat(isolation.bound()).as(isolation.notice()).isTrue();
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ProbeMain.class.getName(),
            directory.toString());
    Process probe = new ProcessBuilder(command).inheritIO().start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> new PidFile(directory, "second").read().isPresent());
    ProcessHandle first = new PidFile(directory, "first").read().orElseThrow();
    ProcessHandle second = new PidFile(directory, "second").read().orElseThrow();

    probe.destroyForcibly().waitFor();

    await().atMost(Duration.ofSeconds(10)).until(() -> !first.isAlive() && !second.isAlive());
  }

  private ChildSpec witness(String name, int stage) {
    String trap = "trap 'echo " + name + " >> ends; exit 0' TERM; ";
    String loop = "touch " + name + "-ready; while :; do sleep 0.05; done";
    var command = List.of("/bin/sh", "-c", trap + loop);
    return new ChildSpec(name, command, directory, Map.of(), new Owner.SameUser(), stage);
  }

  private ChildSpec shell(String name, String script) {
    var environment = Map.of("GIVEN", "yes");
    var command = List.of("/bin/sh", "-c", script);
    return new ChildSpec(name, command, directory, environment, new Owner.SameUser(), 0);
  }
}
