package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners that are killed, stopped and woken, each a process of its own. */
@Tag("CSF-RC.RP")
class CrashIT {
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
  void killedBetweenClaimAndOutcomeLeavesOneDoubtAndNoSecondEffect()
      throws IOException, InterruptedException {
    stage.target().hang();
    stage.installation().seal().remember(true);
    Process killed = stage.home().fork();
    cluster.produce(stage.sealed("delivery", "staging"));
    Stage.await(() -> stage.target().effects().size() == 1);
    Stage.kill(killed);
    stage.target().answer();
    cluster.produce(stage.sealed("next", "staging"));

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      assertThat(stage.awaitEndings(2)).containsExactly("IN_DOUBT", "SUCCEEDED");
      assertThat(stage.target().effects()).hasSize(2).doesNotHaveDuplicates();
    }
    Told told = new Told(cluster, stage.installation());
    assertThat(told.heard()).hasSize(2);
    assertThat(told.findings()).isEmpty();
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void killedBeforeClaimPerformsOnceAfterRestart() throws IOException, InterruptedException {
    Process killed = stage.home().fork();
    stage.awaitReady(killed);
    Stage.signal(killed, "STOP");
    cluster.produce(stage.sealed("delivery", "staging"));
    Stage.kill(killed);

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  @Test
  void hungOwnerIsFencedWhenItWakes() throws IOException, InterruptedException {
    stage.target().hang();
    Process hung = stage.home().fork();
    cluster.produce(stage.sealed("delivery", "staging"));
    Stage.await(() -> stage.target().effects().size() == 1);
    Stage.signal(hung, "STOP");
    stage.target().answer();

    Home second = stage.secondHome();
    try (RoleProcess.Running _ = ExecutorMain.start(second.config())) {
      assertThat(stage.awaitEndings(1)).containsExactly("IN_DOUBT");
      Stage.signal(hung, "CONT");
      cluster.produce(stage.sealed("next", "staging"));
      stage.awaitEndings(2);
      Thread.sleep(Duration.ofSeconds(3));
    } finally {
      Stage.kill(hung);
    }

    assertThat(stage.endings()).containsExactly("IN_DOUBT", "SUCCEEDED");
    assertThat(stage.target().effects()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void closesWithinFiveSecondsAndLeavesNoDoubt() throws IOException, InterruptedException {
    Process process = stage.home().fork();
    stage.awaitReady(process);
    cluster.produce(stage.sealed("delivery", "staging"));
    stage.awaitEndings(1);
    Instant before = Instant.now();
    process.destroy();

    assertThat(process.waitFor(6, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  /** Longer than the five seconds of a role that says nothing else. */
  @Test
  void finishesWhatItBeganBeforeItEnds() throws IOException, InterruptedException {
    Path handler = stage.home().bundle().resolve("handler-deploy.yaml");
    Files.writeString(handler, Files.readString(handler).replace("timeout: 2s", "timeout: 1m"));
    Path config = stage.home().config();
    Files.writeString(config, Files.readString(config).replace("{skew", "{drain: 1m, skew"));
    stage.target().hang();
    Process process = stage.home().fork();
    stage.awaitReady(process);
    cluster.produce(stage.sealed("delivery", "staging"));
    Stage.await(() -> stage.target().effects().size() == 1);
    process.destroy();

    assertThat(process.waitFor(6, TimeUnit.SECONDS)).isFalse();
    stage.target().answer();
    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(stage.endings()).containsExactly("SUCCEEDED");
  }

  @Test
  void staysBelowItsMemory() throws IOException, InterruptedException {
    Process process = stage.home().fork();
    stage.awaitReady(process);
    for (int i = 0; i < 100; i++) {
      cluster.produce(stage.sealed("delivery-" + i, i % 2 == 0 ? "staging" : "production"));
    }
    stage.awaitEndings(100);
    String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
    Stage.kill(process);
    String resident = status.lines().filter(line -> line.startsWith("VmRSS")).findFirst().get();

    assertThat(Long.parseLong(resident.replaceAll("[^0-9]", ""))).isLessThan(300 << 10);
  }
}
