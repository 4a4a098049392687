package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.contract.held.HeldCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final Topics NAMES = new Topics("sallyport");
  private static final ManifestSpec SPEC =
      new ManifestSpec(
          NAMES, (short) 1, 4, 3, 2, Map.of("infra", 5, "pay", 2), Map.of("orders", 7), 1 << 20);
  private static final Manifest MANIFEST = Manifest.of(SPEC);

  @Test
  void namesEachTopicOnce() {
    List<String> names = MANIFEST.topics().stream().map(TopicSpec::name).toList();

    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void sharesPartitionCountsWhereRecordsStayTogether() {
    assertThat(partitions(NAMES.trusted("infra"), NAMES.ledger("infra"), NAMES.receipts("infra")))
        .containsOnly(5);
    assertThat(
            partitions(
                NAMES.untrusted(),
                NAMES.arrived(),
                NAMES.released(),
                NAMES.validatorReceipts(),
                NAMES.changelog("seen"),
                NAMES.changelog("chains")))
        .containsOnly(4);
    assertThat(partitions(NAMES.desk(), NAMES.outcomes("pay"), NAMES.changelog("desk")))
        .containsOnly(3);
    assertThat(
            partitions(
                NAMES.held("pay"),
                NAMES.held("infra"),
                NAMES.approvals(),
                NAMES.changelog("holds")))
        .containsOnly(2);
  }

  @Test
  void keepsCompressedBombsOffEveryTopicThatIsWrittenFromOutside() {
    assertThat(MANIFEST.topics())
        .filteredOn(topic -> !topic.name().endsWith("-changelog"))
        .allSatisfy(topic ->
            assertThat(topic.config())
                .containsEntry("compression.type", "uncompressed")
                .containsEntry("message.timestamp.type", "LogAppendTime"));
  }

  /** Tombstones close what is held; everything that is open stays, however long it waits. */
  @Test
  void keepsWhatIsHeldUntilItIsClosed() {
    TopicSpec held = topic(NAMES.held("pay"));

    assertThat(held.config())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("delete.retention.ms", "86400000")
        .containsEntry("segment.bytes", "67108864");
    assertThat(Integer.parseInt(held.config().get("max.message.bytes")))
        .isGreaterThanOrEqualTo(HeldCodec.MAX_SIZE + 1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void hasNoMorePartitionsOfHoldsThanOfReceipts(int held) {
    if (held > 4) {
      assertThatThrownBy(() -> spec(held)).hasMessageStartingWith("held");
    } else {
      assertThat(spec(held).held()).isEqualTo(held);
    }
  }

  private static ManifestSpec spec(int held) {
    return new ManifestSpec(NAMES, (short) 1, 4, 3, held, Map.of("pay", 2), Map.of(), 1 << 20);
  }

  @Test
  void keepsLedgerLongerThanTrustedAndReceiptsLongest() {
    long trusted = retention(NAMES.trusted("pay"));
    long ledger = retention(NAMES.ledger("pay"));

    assertThat(ledger).isGreaterThanOrEqualTo(trusted + 14 * 86_400_000L);
    assertThat(retention(NAMES.receipts("pay"))).isGreaterThan(ledger);
  }

  @Test
  void letsOnlyTheValidatorWriteTrustedTopics() {
    assertThat(principals(NAMES.trusted("pay"), AclOperation.WRITE)).containsOnly("validator");
  }

  @Test
  void letsOnlyTheCellReadItsTrustedTopic() {
    assertThat(principals(NAMES.trusted("pay"), AclOperation.READ)).containsOnly("executor-pay");
  }

  @Test
  void letsOnlyTheValidatorHoldAndOnlyApproversSpeak() {
    assertThat(principals(NAMES.held("pay"), AclOperation.WRITE)).containsOnly("validator");
    assertThat(principals(NAMES.held("pay"), AclOperation.READ))
        .containsOnly("validator", "approver");
    assertThat(principals(NAMES.approvals(), AclOperation.WRITE)).containsOnly("approver");
    assertThat(principals(NAMES.approvals(), AclOperation.READ))
        .containsOnly("validator", "approver");
  }

  /** What waits, who said what, what is revoked, how it ended; nothing else, and no cell's. */
  @Test
  void letsApproversReadWhatTheirWordIsAbout() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("approver"))
        .filteredOn(grant -> grant.operations().contains(AclOperation.READ))
        .extracting(Grant::name)
        .containsExactlyInAnyOrder(
            NAMES.approvals(),
            NAMES.validatorReceipts(),
            NAMES.revocations(),
            NAMES.held("infra"),
            NAMES.held("pay"));
  }

  @Test
  void letsTheCellFindTheEndOfItsOwnReceipts() {
    assertThat(principals(NAMES.receipts("pay"), AclOperation.READ))
        .containsOnly("executor-pay", "operator", "auditor", "inspector", "witness");
  }

  @Test
  void letsIngestWriteOneTopicAndNothingElse() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("ingest"))
        .containsExactly(Grant.topic("ingest", NAMES.untrusted(), AclOperation.WRITE));
  }

  @Test
  void letsADirectProducerWriteItsOwnTopicAndNothingElse() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("producer-orders"))
        .containsExactly(
            Grant.topic("producer-orders", NAMES.untrusted("orders"), AclOperation.WRITE));
    assertThat(principals(NAMES.untrusted("orders"), AclOperation.WRITE))
        .containsOnly("producer-orders");
    assertThat(principals(NAMES.untrusted("orders"), AclOperation.READ))
        .containsOnly("validator", "integrator");
    assertThat(principals(NAMES.untrusted("orders"), AclOperation.DESCRIBE))
        .containsOnly("auditor");
  }

  @Test
  void letsTheIntegratorReadWhatCameAndNothingElse() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("integrator"))
        .containsExactlyInAnyOrder(
            Grant.topic("integrator", NAMES.untrusted(), AclOperation.READ),
            Grant.topic("integrator", NAMES.untrusted("orders"), AclOperation.READ));
  }

  @Test
  void letsTheInspectorReadWhatWasRefusedAndReceiptsAndNothingElse() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("inspector"))
        .containsExactlyInAnyOrder(
            Grant.topic("inspector", NAMES.quarantine(), AclOperation.READ),
            Grant.topic("inspector", NAMES.validatorReceipts(), AclOperation.READ),
            Grant.topic("inspector", NAMES.receipts("infra"), AclOperation.READ),
            Grant.topic("inspector", NAMES.receipts("pay"), AclOperation.READ));
  }

  @Test
  void letsTheWitnessReadReceiptsAndNothingElse() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("witness"))
        .containsExactlyInAnyOrder(
            Grant.topic("witness", NAMES.validatorReceipts(), AclOperation.READ),
            Grant.topic("witness", NAMES.receipts("infra"), AclOperation.READ),
            Grant.topic("witness", NAMES.receipts("pay"), AclOperation.READ));
  }

  @Test
  void letsOnlyTheValidatorWriteWhatArrived() {
    assertThat(principals(NAMES.arrived(), AclOperation.WRITE)).containsOnly("validator");
    assertThat(principals(NAMES.arrived(), AclOperation.READ)).containsOnly("validator");
  }

  @Test
  void letsTheValidatorSeeWhetherWhatItWritesFits() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.principal().equals("validator"))
        .filteredOn(grant -> grant.operations().contains(AclOperation.DESCRIBE_CONFIGS))
        .extracting(Grant::name)
        .contains(NAMES.arrived(), NAMES.quarantine(), NAMES.validatorReceipts())
        .allSatisfy(name -> assertThat(principals(name, AclOperation.WRITE)).contains("validator"));
  }

  @Test
  void givesEachDirectProducerItsOwnPartitions() {
    assertThat(partitions(NAMES.untrusted("orders"))).containsOnly(7);
  }

  @Test
  void leavesRoomOnArrivedForWhatEachDirectProducerMaySend() {
    assertThat(size(NAMES.untrusted("orders"))).isEqualTo((1 << 20) + (64 << 10));
    assertThat(size(NAMES.arrived())).isEqualTo(size(NAMES.untrusted("orders")) + (64 << 10));
  }

  /** As Confluent's registry wants its topic: one partition, compacted, and its own alone. */
  @Test
  void letsARegistryKeepItsSchemasWhereNobodyElseWrites() {
    Manifest with = MANIFEST.withSchemas(SPEC);

    assertThat(with.topics())
        .filteredOn(topic -> topic.name().equals("sallyport.schemas"))
        .singleElement()
        .satisfies(topic -> {
          assertThat(topic.partitions()).isOne();
          assertThat(topic.config())
              .containsEntry("cleanup.policy", "compact")
              .containsEntry("unclean.leader.election.enable", "false");
        });
    assertThat(with.grants())
        .filteredOn(grant -> !MANIFEST.grants().contains(grant))
        .containsExactly(
            Grant.topic(
                "registry",
                "sallyport.schemas",
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.DESCRIBE_CONFIGS),
            Grant.group("registry", "sallyport-registry", AclOperation.READ));
    assertThat(with.withSchemas(SPEC)).as("once is enough").isEqualTo(with);
    assertThat(with.withPrincipalPrefix("CN=").user("registry")).isEqualTo("User:CN=registry");
    assertThat(MANIFEST.withPrincipalPrefix("CN=").withSchemas(SPEC).user("registry"))
        .isEqualTo("User:CN=registry");
    assertThat(NAMES.isForeign("sallyport.schemas")).isFalse();
  }

  @Test
  void letsNobodyCreateDeleteOrAlter() {
    assertThat(MANIFEST.grants())
        .flatExtracting(Grant::operations)
        .containsOnly(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS);
  }

  @Test
  void prefixesOnlyTheValidatorsTransactionalIds() {
    assertThat(MANIFEST.grants())
        .filteredOn(grant -> grant.pattern() != PatternType.LITERAL)
        .allSatisfy(grant -> {
          assertThat(grant.type()).isEqualTo(ResourceType.TRANSACTIONAL_ID);
          assertThat(grant.name()).isEqualTo("sallyport-validator-");
        });
  }

  private static List<Integer> partitions(String... names) {
    return Set.of(names).stream().map(ManifestTest::topic).map(TopicSpec::partitions).toList();
  }

  private static long retention(String name) {
    return Long.parseLong(topic(name).config().getOrDefault("retention.ms", "0"));
  }

  private static int size(String name) {
    return Integer.parseInt(topic(name).config().getOrDefault("max.message.bytes", "0"));
  }

  private static TopicSpec topic(String name) {
    return MANIFEST.topics().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> principals(String topic, AclOperation operation) {
    return MANIFEST.grants().stream()
        .filter(grant -> grant.name().equals(topic) && grant.operations().contains(operation))
        .map(Grant::principal)
        .toList();
  }
}
