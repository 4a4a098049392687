package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal by one change to a real broker that is otherwise as it should be. */
@Tag("NHI6")
class StartChecksIT {
  private static final String TRANSACTIONS = "transaction.version";

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
    stage.close();
  }

  @Test
  void acceptsTheManifestsTopics() {
    Cell.Ground ground = check();

    assertThat(ground).isEqualTo(new Cell.Ground(2, 2, Duration.ofDays(21)));
  }

  /** With the manifest's topics the longest life that a type may have can be run. */
  @Test
  void acceptsTheManifestsTopicsWithTheLongestMaxTtl() throws IOException {
    Path config = stage.home().config();
    Files.writeString(
        config, Files.readString(config).replace("  limits:", "  maxTtl: 7d\n  limits:"));

    assertThat(check().ledgerRetention()).isEqualTo(Duration.ofDays(21));
  }

  @Test
  void refusesBrokerWithTheOlderTransactionProtocol() throws Exception {
    finalise(1, UpgradeType.SAFE_DOWNGRADE);
    try {
      assertThatThrownBy(this::check)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("transaction.version is 1 and must be 2 or later")
          .hasMessageContaining("kafka-features.sh upgrade --feature transaction.version=2");
    } finally {
      finalise(2, UpgradeType.UPGRADE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, compact",
    "retention.bytes, 1000000000",
    "unclean.leader.election.enable, true",
  })
  void refusesLedgerThatMayForget(String name, String value) throws Exception {
    alter(topics.ledger(Seal.CELL), name, value);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(name + " of " + topics.ledger(Seal.CELL) + " must be ");
  }

  @Test
  void refusesLedgerThatTheBrokerDoesNotStamp() throws Exception {
    alter(topics.ledger(Seal.CELL), "message.timestamp.type", "CreateTime");

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "message.timestamp.type of "
                + topics.ledger(Seal.CELL)
                + " must be LogAppendTime, or nobody could tell that this machine's clock is"
                + " behind");
  }

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, compact",
    "retention.ms, 604800000",
    "retention.bytes, 1000000000",
    "unclean.leader.election.enable, true",
  })
  void refusesRevocationsThatMayBeForgotten(String name, String value) throws Exception {
    alter(topics.revocations(), name, value);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(name + " of " + topics.revocations() + " must be ");
  }

  @Test
  void acceptsBrokersThatBoundWhatSaysNothingOfItsSize() throws Exception {
    ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
    bound(brokers, AlterConfigOp.OpType.SET);
    try {
      assertThat(check().partitions()).isEqualTo(2);
    } finally {
      bound(brokers, AlterConfigOp.OpType.DELETE);
    }
  }

  private static void bound(ConfigResource brokers, AlterConfigOp.OpType set)
      throws ExecutionException, InterruptedException {
    var change = new AlterConfigOp(new ConfigEntry("log.retention.bytes", "1000000"), set);
    cluster.admin().incrementalAlterConfigs(Map.of(brokers, List.of(change))).all().get();
  }

  @Test
  void aStrictProcessThatOthersCanAttachToDoesNotStart() throws Exception {
    Process process = forkStrict(Map.of());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(Files.readString(stage.home().log())).contains("others can attach to this JVM");
  }

  @Test
  void aStrictProcessThatInheritsACredentialDoesNotStart() throws Exception {
    Process process = forkStrict(Map.of("AWS_SECRET_ACCESS_KEY", "s3cret-of-others"));

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(Files.readString(stage.home().log()))
        .contains("AWS_SECRET_ACCESS_KEY")
        .doesNotContain("s3cret-of-others");
  }

  private Process forkStrict(Map<String, String> variables) throws IOException {
    Path config = stage.home().config();
    Files.writeString(config, Files.readString(config).replace("strict: false", "strict: true"));
    return stage.home().fork(variables);
  }

  @Test
  void refusesRevocationsThatItWouldNotRead() throws Exception {
    cluster
        .admin()
        .createPartitions(Map.of(topics.revocations(), NewPartitions.increaseTo(2)))
        .all()
        .get();
    Stage.await(() -> cluster.partitions(topics.revocations()) == 2);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("must have one partition");
  }

  @Test
  void acceptsShortestRetentionOfTheLedger() throws Exception {
    alter(topics.ledger(Seal.CELL), "retention.ms", millis(Duration.ofDays(15)));

    assertThat(check().ledgerRetention()).isEqualTo(Duration.ofDays(15));
  }

  @Test
  void refusesShorterRetentionOfTheLedger() throws Exception {
    alter(topics.ledger(Seal.CELL), "retention.ms", millis(Duration.ofDays(15).minusMillis(1)));

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("retention.ms of " + topics.ledger(Seal.CELL));
  }

  @Test
  void refusesUnequalPartitionCounts() throws Exception {
    cluster
        .admin()
        .createPartitions(Map.of(topics.trusted(Seal.CELL), NewPartitions.increaseTo(3)))
        .all()
        .get();
    Stage.await(() -> cluster.partitions(topics.trusted(Seal.CELL)) == 3);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessage("trusted, ledger and receipts of a cell have as many partitions");
  }

  /** What is told would lie where no memory of its key is. */
  @Test
  void refusesOutcomesThatAreNotPartitionedAsTheDeskIs() throws Exception {
    cluster
        .admin()
        .createPartitions(Map.of(topics.outcomes(Seal.CELL), NewPartitions.increaseTo(3)))
        .all()
        .get();
    Stage.await(() -> cluster.partitions(topics.outcomes(Seal.CELL)) == 3);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            topics.outcomes(Seal.CELL) + " must have as many partitions as " + topics.desk());
  }

  private Cell.Ground check() {
    return new StartChecks(ExecutorConfig.read(stage.home().config())).checkBroker(cluster.admin());
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static void alter(String topic, String name, String value)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    Admin admin = cluster.admin();
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    Stage.await(() -> value.equals(cluster.settings(topic).get(name)));
  }

  private static void finalise(int level, UpgradeType type)
      throws ExecutionException, InterruptedException {
    FeatureUpdate update = new FeatureUpdate((short) level, type);
    Admin admin = cluster.admin();
    admin.updateFeatures(Map.of(TRANSACTIONS, update), new UpdateFeaturesOptions()).all().get();
    Stage.await(() -> finalised().contains(level));
  }

  private static Set<Integer> finalised() throws ExecutionException, InterruptedException {
    return cluster
        .admin()
        .describeFeatures()
        .featureMetadata()
        .get()
        .finalizedFeatures()
        .entrySet()
        .stream()
        .filter(feature -> feature.getKey().equals(TRANSACTIONS))
        .map(feature -> (int) feature.getValue().maxVersionLevel())
        .collect(Collectors.toSet());
  }
}
