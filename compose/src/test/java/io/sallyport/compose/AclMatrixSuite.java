package io.sallyport.compose;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every principal tries every operation on every resource of a real broker; what the manifest does
 * not grant is refused, and what it grants is not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AclMatrixSuite {
  private static final Topics NAMES = new Topics("sallyport");
  private static final String TARGET = "orders.commands";
  private static final ManifestSpec SPEC =
      new ManifestSpec(
          NAMES, (short) 1, 1, 1, 1, Map.of("pay", 1, "pay-2", 1), Map.of("orders", 2), 1 << 20);
  private static final Manifest MANIFEST =
      Manifest.of(SPEC, Map.of("pay", List.of(TARGET))).withSchemas(SPEC);

  private Broker broker;

  /** A broker of its own with an authority of its own, below that directory. */
  abstract Broker start(Path directory);

  @BeforeAll
  void appliesTheManifest(@TempDir Path directory) throws ExecutionException, InterruptedException {
    broker = start(directory);
    try (Admin admin = Admin.create(broker.client("admin"))) {
      ManifestApply apply = new ManifestApply(admin, MANIFEST, Duration.ofSeconds(20));
      admin.createTopics(List.of(new NewTopic(TARGET, 1, (short) 1))).all().get();
      apply.apply();
      assertThat(apply.plan()).as("a second apply has nothing to do").isEmpty();
    }
    try (Attempts admin = attempts("admin")) {
      assertThat(topics()).as("each holds a record to be read").allMatch(admin::write);
    }
  }

  @AfterAll
  void stops() {
    broker.close();
  }

  static Stream<String> principals() {
    return Stream.concat(
        new TreeSet<>(MANIFEST.grants().stream().map(Grant::principal).toList()).stream(),
        Stream.of("stranger"));
  }

  @ParameterizedTest
  @MethodSource("principals")
  void touchesOnlyItsTopics(String principal) {
    try (Attempts attempts = attempts(principal)) {
      SoftAssertions softly = new SoftAssertions();
      for (String name : topics()) {
        softly
            .assertThat(attempts.write(name))
            .as("%s writes %s", principal, name)
            .isEqualTo(granted(principal, ResourceType.TOPIC, name, WRITE));
        softly
            .assertThat(attempts.read(name))
            .as("%s reads %s", principal, name)
            .isEqualTo(granted(principal, ResourceType.TOPIC, name, READ));
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("principals")
  void changesNoTopic(String principal) {
    try (Attempts attempts = attempts(principal)) {
      SoftAssertions softly = new SoftAssertions();
      for (String name : topics()) {
        softly.assertThat(attempts.delete(name)).as("%s deletes %s", principal, name).isFalse();
        softly.assertThat(attempts.alter(name)).as("%s alters %s", principal, name).isFalse();
        softly.assertThat(attempts.truncate(name)).as("%s empties %s", principal, name).isFalse();
      }
      softly.assertThat(attempts.create()).as("%s creates a topic", principal).isFalse();
      softly.assertThat(attempts.readAcls()).as("%s reads ACLs", principal).isFalse();
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("principals")
  void commitsOnlyInItsGroup(String principal) {
    try (Attempts attempts = attempts(principal)) {
      SoftAssertions softly = new SoftAssertions();
      softly
          .assertThat(attempts.commit(NAMES.validatorApplication(), NAMES.untrusted()))
          .as("%s commits as the validator", principal)
          .isEqualTo(principal.equals("validator"));
      for (String cell : Set.of("pay", "pay-2")) {
        softly
            .assertThat(attempts.commit(NAMES.executorGroup(cell), NAMES.trusted(cell)))
            .as("%s commits as executor of %s", principal, cell)
            .isEqualTo(principal.equals(Topics.executorPrincipal(cell)));
      }
      softly
          .assertThat(attempts.commit(NAMES.registryGroup(), NAMES.schemas()))
          .as("%s commits as the registry", principal)
          .isEqualTo(principal.equals("registry"));
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @MethodSource("principals")
  void fencesOnlyItsOwnTransactions(String principal) {
    Set<String> ids =
        Set.of(
            NAMES.validatorApplication() + "-0_0",
            NAMES.executorTransaction("pay", 0),
            NAMES.executorTransaction("pay-2", 0),
            "stranger");
    try (Attempts attempts = attempts(principal)) {
      SoftAssertions softly = new SoftAssertions();
      for (String id : ids) {
        softly
            .assertThat(attempts.transact(id))
            .as("%s opens transaction %s", principal, id)
            .isEqualTo(granted(principal, ResourceType.TRANSACTIONAL_ID, id, WRITE));
      }
      softly.assertAll();
    }
  }

  @Test
  void letsTheAuditorSeeOffsetsOfWhatItMayNotRead() {
    try (Attempts auditor = attempts("auditor")) {
      assertThat(auditor.describe(NAMES.untrusted())).isTrue();
      assertThat(auditor.describe(NAMES.ledger("pay"))).isFalse();
    }
  }

  /** Ours, and what belongs to others and executors write to. */
  private static List<String> topics() {
    List<String> topics = new ArrayList<>(List.of(TARGET));
    MANIFEST.topics().forEach(topic -> topics.add(topic.name()));
    return topics;
  }

  private Attempts attempts(String principal) {
    return new Attempts(broker.client(principal));
  }

  private static boolean granted(
      String principal, ResourceType type, String name, AclOperation operation) {
    return MANIFEST.isGranted(principal, type, name, operation);
  }
}
