package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocations on a real broker: what is queued, what runs, and what nobody can confirm. */
@Tag("AARM-R1")
@Tag("NHI1")
@Tag("ASI10")
@Tag("CSF-RS.MI")
class KillSwitchIT {
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");

  private static final Duration MORE_THAN_MAX_STALENESS = Duration.ofSeconds(4);

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private int number;

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
  void cutsShortWhatRunsAndEndsWhatWaits() {
    stage.target().hang();
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("running", "staging"));
      cluster.produce(stage.sealed("waiting", "staging"));
      Stage.await(() -> stage.target().effects().size() == 1);

      operator(new Order.Revoke(GITHUB));

      assertThat(stage.awaitEndings(2)).containsExactly("IN_DOUBT", "REVOKED");
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  @Test
  void countsForWhatComesLaterAndAfterARestart() {
    operator(new Order.Revoke(GITHUB));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("delivery", "staging"));

      assertThat(stage.awaitEndings(1)).containsExactly("REVOKED");
    }
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("again", "staging"));

      assertThat(stage.awaitEndings(2)).containsExactly("REVOKED", "REVOKED");
      assertThat(stage.target().effects()).isEmpty();
    }
  }

  @Test
  void countsUntilTwoPersonsLiftIt() {
    String id = operator(new Order.Revoke(GITHUB));
    operator(new Order.Lift(id));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("before", "staging"));
      assertThat(stage.awaitEndings(1)).containsExactly("REVOKED");

      second(new Order.Lift(id));

      Stage.await(() -> {
        cluster.produce(stage.sealed("after-" + number++, "staging"));
        return stage.endings().contains("SUCCEEDED");
      });
    }
  }

  @Test
  void strangersRevokeNothing() {
    write("operator", SigningKey.generate(), new Order.Revoke(GITHUB));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("delivery", "staging"));

      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
    }
  }

  @Test
  void startsNothingWhileNobodyConfirms() throws Exception {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      stage.mayReadRevocations(false);
      Awaitility.await().pollDelay(MORE_THAN_MAX_STALENESS).until(() -> true);
      cluster.produce(stage.sealed("delivery", "staging"));
      cluster.produce(Copies.onPartition(stage.sealed("copy", "staging"), 1));
      assertThat(stage.awaitEndings(1)).containsExactly("record-partition-mismatch");
      assertThat(stage.target().effects()).isEmpty();

      stage.mayReadRevocations(true);

      stage.awaitEndings(2);
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  @Test
  void doesNotStartWhenRevocationsWereDeleted() throws Exception {
    operator(new Order.Revoke(GITHUB));
    TopicPartition revocations = new TopicPartition(topics().revocations(), 0);
    cluster
        .admin()
        .deleteRecords(Map.of(revocations, RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("revocations were deleted");
  }

  private Topics topics() {
    return stage.installation().topics();
  }

  private String operator(Order order) {
    return write("operator", stage.installation().operator(), order);
  }

  private void second(Order order) {
    write("second", stage.installation().second(), order);
  }

  private String write(String operator, SigningKey key, Order order) {
    String id = "revocation-%06d".formatted(number++);
    Revocation revocation =
        new Revocation(
            operator, stage.installation().environment(), id, Instant.EPOCH, order, "test");
    byte[] jws = Bytes.utf8(RevocationCodec.sign(key, revocation)).toArray();
    cluster.produce(new ProducerRecord<>(topics().revocations(), 0, Bytes.utf8(id).toArray(), jws));
    return id;
  }
}
