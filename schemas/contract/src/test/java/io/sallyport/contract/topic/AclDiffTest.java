package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the grants of a manifest and a cluster's. */
class AclDiffTest {
  private static final Topics NAMES = new Topics("sallyport");
  private static final Manifest MANIFEST =
      Manifest.of(
          new ManifestSpec(
              NAMES,
              (short) 1,
              4,
              3,
              2,
              Map.of("infra", 5, "pay", 2),
              Map.of("orders", 7),
              1 << 20));

  @Test
  void seesNoDifferenceToItself() {
    Set<AclBinding> found = new HashSet<>();
    MANIFEST.grants().forEach(grant -> found.addAll(bindings(grant)));

    assertThat(AclDiff.between(MANIFEST, found)).isEmpty();
  }

  /** Else each side would withdraw what the other needs. */
  @Test
  void namesPrincipalsAsTheBrokersDo() {
    Manifest prefixed = MANIFEST.withPrincipalPrefix("CN=");
    Set<AclBinding> found = new HashSet<>();
    MANIFEST
        .grants()
        .forEach(grant -> found.addAll(AclDiff.bindings("User:CN=" + grant.principal(), grant)));

    assertThat(AclDiff.between(prefixed, found)).isEmpty();
    assertThat(AclDiff.between(MANIFEST, found)).isNotEmpty();
  }

  /** Who has the name of one of ours, but behind another prefix or none, is somebody else. */
  @ParameterizedTest
  @CsvSource({
    "User:CN=ingest, true",
    "User:ingest, false",
    "User:OU=ingest, false",
    "User:CN=CN=ingest, false"
  })
  void withdrawsElsewhereFromItsOwnPrefixOnly(String user, boolean isWithdrawn) {
    Manifest prefixed = MANIFEST.withPrincipalPrefix("CN=");
    AclBinding elsewhere =
        AclDiff.bindings(user, Grant.topic("ingest", "elsewhere", AclOperation.WRITE)).getFirst();

    List<Change> changes = AclDiff.between(prefixed, Set.of(elsewhere));

    assertThat(changes.contains(new Change.DeleteAcl(elsewhere))).isEqualTo(isWithdrawn);
  }

  /** What was granted before the prefix would go on to be there for whoever has that name. */
  @Test
  void withdrawsFromOurTopicsWhatHasNoPrefix() {
    AclBinding bare =
        bindings(Grant.topic("ingest", NAMES.untrusted(), AclOperation.WRITE)).getFirst();

    assertThat(AclDiff.between(MANIFEST, Set.of(bare))).doesNotContain(new Change.DeleteAcl(bare));
    assertThat(AclDiff.between(MANIFEST.withPrincipalPrefix("CN="), Set.of(bare)))
        .contains(new Change.DeleteAcl(bare));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CN= ", "CN=*", "User:"})
  void refusesAPrefixThatIsNone(String prefix) {
    assertThatThrownBy(() -> MANIFEST.withPrincipalPrefix(prefix))
        .hasMessageStartingWith("principalPrefix: ");
  }

  @Test
  void takesAPrefixUpToItsLimit() {
    assertThat(MANIFEST.withPrincipalPrefix("a".repeat(100)).user("x")).endsWith("ax");
    assertThatThrownBy(() -> MANIFEST.withPrincipalPrefix("a".repeat(101)))
        .hasMessageStartingWith("principalPrefix: ");
  }

  @Test
  void withdrawsWhatNobodyDeclared() {
    AclBinding stranger =
        bindings(Grant.topic("mallory", NAMES.trusted("pay"), AclOperation.WRITE)).getFirst();
    AclBinding tooMuch =
        bindings(Grant.topic("ingest", "elsewhere", AclOperation.WRITE)).getFirst();

    List<Change> changes = AclDiff.between(MANIFEST, Set.of(stranger, tooMuch));

    assertThat(changes)
        .contains(new Change.DeleteAcl(stranger))
        .contains(new Change.DeleteAcl(tooMuch));
  }

  @Test
  void leavesOtherApplicationsAlone() {
    AclBinding other = bindings(Grant.topic("billing", "invoices", AclOperation.WRITE)).getFirst();

    assertThat(AclDiff.between(MANIFEST, Set.of(other)))
        .noneMatch(Change.DeleteAcl.class::isInstance);
  }

  @Test
  void withdrawsWhatLiesWithinAPrefixOfOurs() {
    AclBinding fencing =
        bindings(Grant.transactions("mallory", PatternType.LITERAL, "sallyport-validator-0_0"))
            .getFirst();

    assertThat(AclDiff.between(MANIFEST, Set.of(fencing))).contains(new Change.DeleteAcl(fencing));
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, PREFIXED, sallyport.untrusted., WRITE, true",
    "TOPIC, PREFIXED, sally, READ, true",
    "TOPIC, LITERAL, *, ALL, true",
    "GROUP, LITERAL, *, READ, true",
    "TRANSACTIONAL_ID, PREFIXED, sallyport-v, WRITE, true",
    "CLUSTER, LITERAL, kafka-cluster, ALTER, true",
    "CLUSTER, LITERAL, kafka-cluster, CREATE, true",
    "CLUSTER, LITERAL, kafka-cluster, DESCRIBE, false",
    "TOPIC, PREFIXED, sallyportx, WRITE, false",
    "TOPIC, LITERAL, *, DESCRIBE, false",
    "CLUSTER, LITERAL, kafka-cluster, IDEMPOTENT_WRITE, false",
  })
  void tellsOfGrantsThatAreForMoreThanOurs(
      ResourceType type, PatternType pattern, String name, AclOperation operation, boolean told) {
    AclBinding wide =
        bindings(new Grant("billing", type, pattern, name, Set.of(operation))).getFirst();

    assertThat(AclDiff.between(MANIFEST, Set.of(wide)).contains(new Change.WideAcl(wide)))
        .isEqualTo(told);
  }

  private static List<AclBinding> bindings(Grant grant) {
    return AclDiff.bindings("User:" + grant.principal(), grant);
  }
}
