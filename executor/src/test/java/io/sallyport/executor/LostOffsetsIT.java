package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cell makes of offsets, ledgers and records that are gone, on a real broker. */
class LostOffsetsIT {
  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private Topics topics;

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
    topics = stage.installation().topics();
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void rebuildsLostOffsetsFromTheLedger() throws Exception {
    performTwo();
    loseOffsets();

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("third", "staging"));
      assertThat(stage.awaitEndings(3)).containsOnly("SUCCEEDED").hasSize(3);
    }
    assertThat(stage.target().effects()).hasSize(3).doesNotHaveDuplicates();
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  /** The last receipt is signed with the key before. */
  @Test
  void rebuildsLostOffsetsAfterAnotherReceiptKey() throws Exception {
    performTwo();
    loseOffsets();
    Path keys = stage.home().config().resolveSibling("keys");
    Jwk before = KeyFile.readPrivate(keys.resolve("receipt.pem")).jwk();
    Files.delete(keys.resolve("receipt.pem"));
    KeyFile.writePrivate(keys.resolve("receipt.pem"), SigningKey.generate());
    assertRefuses("name the one before in keys.otherReceipts");

    KeyFile.writePublic(keys.resolve("before.jwk"), before);
    String config = Files.readString(stage.home().config());
    Files.writeString(
        stage.home().config(),
        config.replace("{receipt: ", "{otherReceipts: [keys/before.jwk], receipt: "));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("third", "staging"));
      assertThat(stage.awaitEndings(3)).containsOnly("SUCCEEDED").hasSize(3);
    }
    assertThat(stage.target().effects()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void refusesOffsetsThatSomebodyReset() throws Exception {
    performTwo();
    reset(_ -> "");

    assertRefuses("never reset the offsets of this group");
  }

  /** What an executor wrote beside the offset tells where the ledger is read from. */
  @Test
  void performsNothingAgainWhereOnlyTheOffsetWasReset() throws Exception {
    performTwo();
    reset(UnaryOperator.identity());

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("third", "staging"));
      assertThat(stage.awaitEndings(3)).containsOnly("SUCCEEDED").hasSize(3);
    }
    assertThat(stage.target().effects()).hasSize(3).doesNotHaveDuplicates();
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void refusesLostOffsetsWithEmptiedLedger() throws Exception {
    performTwo();
    loseOffsets();
    empty(topics.ledger(Seal.CELL));

    assertRefuses("the ledger does not reach back far enough");
  }

  @Test
  void refusesLostOffsetsWithLedgerMadeAnew() throws Exception {
    performTwo();
    loseOffsets();
    makeAnew(topics.ledger(Seal.CELL));

    assertRefuses("of ledger and receipts one was emptied or made anew");
  }

  @Test
  void refusesLedgerMadeAnew() throws Exception {
    performTwo();
    makeAnew(topics.ledger(Seal.CELL));

    assertRefuses("the ledger ends before the last claim");
  }

  @Test
  void refusesTrustedTopicMadeAnew() throws Exception {
    performTwo();
    makeAnew(topics.trusted(Seal.CELL));

    assertRefuses("the ledger is about other records than the trusted topic's");
  }

  @Test
  void refusesChangedPartitionCount() throws Exception {
    performTwo();
    grantTransactionsOf(2);
    NewPartitions three = NewPartitions.increaseTo(3);
    List<String> names =
        List.of(topics.trusted(Seal.CELL), topics.ledger(Seal.CELL), topics.receipts(Seal.CELL));
    for (String name : names) {
      cluster.admin().createPartitions(Map.of(name, three)).all().get();
    }
    Stage.await(() -> names.stream().allMatch(name -> cluster.partitions(name) == 3));

    assertRefuses("partition counts are fixed for life");
  }

  @Test
  void claimWhoseRecordWasDeletedEndsInDoubt() throws Exception {
    stage.target().hang();
    Process killed = stage.home().fork();
    cluster.produce(stage.sealed("delivery", "staging"));
    Stage.await(() -> stage.target().effects().size() == 1);
    Stage.kill(killed);
    stage.target().answer();
    empty(topics.trusted(Seal.CELL));

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      assertThat(stage.awaitEndings(1)).containsExactly("IN_DOUBT");
    }
    assertThat(stage.target().effects()).hasSize(1);
  }

  private void grantTransactionsOf(int partition) throws Exception {
    var id =
        new ResourcePattern(
            ResourceType.TRANSACTIONAL_ID,
            topics.executorTransaction(Seal.CELL, partition),
            PatternType.LITERAL);
    String principal = "User:" + Topics.executorPrincipal(Seal.CELL);
    List<AclBinding> grants =
        Stream.of(AclOperation.WRITE, AclOperation.DESCRIBE)
            .map(each -> new AccessControlEntry(principal, "*", each, AclPermissionType.ALLOW))
            .map(entry -> new AclBinding(id, entry))
            .toList();
    cluster.admin().createAcls(grants).all().get();
  }

  private void performTwo() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("first", "staging"));
      cluster.produce(stage.sealed("second", "staging"));
      stage.awaitEndings(2);
    }
  }

  private void loseOffsets() throws ExecutionException, InterruptedException {
    String trusted = topics.trusted(Seal.CELL);
    Set<TopicPartition> both =
        Set.of(new TopicPartition(trusted, 0), new TopicPartition(trusted, 1));
    cluster.admin().deleteConsumerGroupOffsets(topics.executorGroup(Seal.CELL), both).all().get();
  }

  /**
   * To 0, as an administrator may, with what was committed beside it as {@code change} makes it.
   */
  private void reset(UnaryOperator<String> change) throws ExecutionException, InterruptedException {
    String group = topics.executorGroup(Seal.CELL);
    Map<TopicPartition, OffsetAndMetadata> committed =
        cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
    committed.forEach((partition, offset) ->
        begun.put(partition, new OffsetAndMetadata(0, change.apply(offset.metadata()))));
    cluster.admin().alterConsumerGroupOffsets(group, begun).all().get();
  }

  private static void empty(String topic) throws ExecutionException, InterruptedException {
    RecordsToDelete all = RecordsToDelete.beforeOffset(-1);
    cluster
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), all, new TopicPartition(topic, 1), all))
        .all()
        .get();
  }

  /** With its old settings; only its records are gone, and its offsets begin at 0 again. */
  private static void makeAnew(String topic) throws ExecutionException, InterruptedException {
    Map<String, String> settings = cluster.settings(topic);
    cluster.admin().deleteTopics(List.of(topic)).all().get();
    Stage.await(() -> !cluster.admin().listTopics().names().get().contains(topic));
    NewTopic again = new NewTopic(topic, Cluster.PARTITIONS, (short) 1).configs(settings);
    cluster.admin().createTopics(List.of(again)).all().get();
    Stage.await(() -> cluster.partitions(topic) == Cluster.PARTITIONS);
  }

  private void assertRefuses(String message) {
    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(message);
  }
}
