package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cells of one installation, side by side on a real broker. */
@Tag("AARM-R9")
class CellsIT {
  private static final String OTHER = "payments";

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private Seal otherSeal;
  private FakeTarget otherTarget;
  private RoleProcess.Running first;
  private RoleProcess.Running second;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void startsBoth() throws IOException {
    stage = new Stage(cluster, directory);
    otherSeal = cluster.add(OTHER, stage.installation());
    otherTarget = new FakeTarget();
    Path home = directory.resolve(OTHER);
    Home other = new Home(home, OTHER, cluster, stage.installation(), otherTarget);
    first = ExecutorMain.start(stage.home().config());
    second = ExecutorMain.start(other.config());
  }

  @AfterEach
  void closesAll() {
    second.close();
    first.close();
    otherTarget.close();
    stage.close();
  }

  @Test
  void eachPerformsItsOwnActionsAndRejectsTheOthers() {
    ProducerRecord<byte[], byte[]> mine = stage.sealed("mine", "staging");
    ProducerRecord<byte[], byte[]> theirs =
        otherSeal.record("theirs", "staging", 0, UnaryOperator.identity());
    Topics topics = stage.installation().topics();

    cluster.produce(mine);
    cluster.produce(theirs);
    cluster.produce(onTopic(topics.trusted(OTHER), mine));
    cluster.produce(onTopic(topics.trusted(Seal.CELL), theirs));

    Stage.await(() -> stage.endings().size() == 2 && otherEndings().size() == 2);
    assertThat(stage.endings()).containsExactlyInAnyOrder("SUCCEEDED", "audience-mismatch");
    assertThat(otherEndings()).containsExactlyInAnyOrder("SUCCEEDED", "audience-mismatch");
    assertThat(stage.target().effects())
        .hasSize(1)
        .doesNotContainAnyElementsOf(otherTarget.effects());
    assertThat(otherTarget.effects()).hasSize(1);
  }

  /** A validator that was taken over can sign for any cell; a cell performs its own types only. */
  @Test
  void performsNoTypeOfAnotherCellWhoeverSignedIt() {
    Cluster.Installation taken = stage.installation();
    String audience = taken.environment() + "/" + OTHER;
    Seal seal = new Seal(taken.key(), taken.environment(), taken.topics().trusted(OTHER));

    cluster.produce(seal.record("x", "staging", 0, mandate -> to(audience, mandate)));

    Stage.await(() -> otherEndings().size() == 1);
    assertThat(otherEndings()).containsExactly("fingerprint-unknown");
    assertThat(otherTarget.effects()).isEmpty();
  }

  private static Mandate to(String audience, Mandate mandate) {
    Mandate.Parties from = mandate.parties();
    return new Mandate(
        new Mandate.Parties(from.issuer(), audience, from.subject(), from.session(), from.actor()),
        mandate.id(),
        mandate.validity(),
        mandate.grant(),
        mandate.decision(),
        mandate.evidence(),
        mandate.approvals(),
        mandate.hold());
  }

  private List<String> otherEndings() {
    return stage.endings(stage.installation().topics().ledger(OTHER));
  }

  private static ProducerRecord<byte[], byte[]> onTopic(
      String topic, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        topic, record.partition(), null, record.key(), record.value(), record.headers());
  }
}
