package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end before it has taken over all that its group gave it. */
class EarlyStopIT {
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

  /** It works on what it has, whatever the rest of its partitions wait for. */
  @Test
  void finishesWhatItBeganOnAnotherPartition() throws IOException, InterruptedException {
    Path handler = stage.home().bundle().resolve("handler-deploy.yaml");
    Files.writeString(handler, Files.readString(handler).replace("timeout: 2s", "timeout: 1m"));
    Path config = stage.home().config();
    Files.writeString(config, Files.readString(config).replace("{skew", "{drain: 1m, skew"));
    stage.target().hang();
    cluster.produce(stage.sealed("delivery", "staging"));
    cluster.produce(stage.sealed("delivery", "production"));
    Process process = stage.home().forkHeld(1);
    Stage.await(() -> stage.target().effects().size() == 1);

    process.destroy();
    stage.target().answer();

    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(stage.home().log())).doesNotContain("\"ready\"", "cannot start");
    assertThat(stage.endings()).containsExactly("SUCCEEDED");
  }

  /** Else its partitions would wait until its session is over, for 10 s. */
  @Test
  void leavesItsGroup() throws IOException, InterruptedException {
    Process process = stage.home().forkHeld(0);
    Stage.await(() -> members().stream().anyMatch(EarlyStopIT::hasAllPartitions));

    process.destroy();

    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> members().isEmpty());
  }

  private static boolean hasAllPartitions(MemberDescription member) {
    return member.assignment().topicPartitions().size() == Cluster.PARTITIONS;
  }

  /** Of its group; nobody as long as nobody has joined. */
  private Collection<MemberDescription> members() throws InterruptedException {
    String group = stage.installation().topics().executorGroup(Seal.CELL);
    try {
      var found = cluster.admin().describeConsumerGroups(List.of(group)).all().get();
      return found.values().iterator().next().members();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
      return List.of();
    }
  }
}
