package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cell of which the next bundle has no type any more, while actions of it wait for persons: the
 * real process on a real broker.
 */
@Timeout(600)
class GoneCellIT {
  private static final String HELD = Demo.TOPICS.held("deployments");
  private static final String TYPE = "actions/Deploy.avsc";
  private static final String CELL = "\"cell\": \"deployments\"";
  private static final String OTHER = "\"cell\": \"payments\"";

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<HoldEnding> ended = List.of();
  private static List<ConsumerRecord<byte[], byte[]>> closed = List.of();
  private static List<HoldEnding> endedWithoutTopic = List.of();
  private static String left = "";

  @BeforeAll
  static void holdStopDropAndStart() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    ask(bundle);
    ManifestSpec cells = ManifestSpec.small(Demo.TOPICS, "deployments", "payments");
    Installation installation = Installation.start(directory, cells, bundle);
    started = Optional.of(installation);
    hold("a");
    move(bundle, CELL, OTHER);
    subject(bundle);
    installation.startValidator();
    ended = endings(1);
    closed = held(2);
    assertThat(installation.stopValidator()).isZero();
    move(bundle, OTHER, CELL);
    hold("b");
    try (Admin admin = Admin.create(installation.client("admin"))) {
      admin.deleteTopics(List.of(HELD)).all().get();
    }
    move(bundle, CELL, OTHER);
    installation.startValidator();
    endedWithoutTopic = endings(2);
    left = installation.metricsWith("\nsallyport_validator_held 0\n");
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void endsWhatWaits() {
    assertThat(ended).extracting(HoldEnding::code).containsExactly(Code.HOLD_VOID);
    assertThat(ended).extracting(HoldEnding::result).containsExactly(DecisionResult.DENIED);
    assertThat(closed.getLast().key()).isEqualTo(closed.getFirst().key());
    assertThat(closed.getLast().value()).isNull();
  }

  @Test
  void endsItWhereItsTopicIsGoneToo() {
    assertThat(endedWithoutTopic)
        .hasSize(2)
        .extracting(HoldEnding::code)
        .containsOnly(Code.HOLD_VOID);
  }

  @Test
  void goesOn() {
    assertThat(started.orElseThrow().isValidatorAlive()).isTrue();
    assertThat(left).contains("\nsallyport_ready 1\n");
  }

  private static void ask(Path bundle) {
    Bundles.copy(bundle);
    People.approvers(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n"
            + "    - {id: ask, effect: stepUp, when: 'true', group: managers, threshold: 2}");
  }

  /** The next version of the bundle has all its types in another cell. */
  private static void move(Path bundle, String from, String to) {
    Bundles.replace(bundle, TYPE, from, to);
  }

  private static void subject(Path bundle) {
    ActionType type = Bundles.read(bundle).actions().values().iterator().next();
    Map<String, Schema> subjects =
        Map.of(Subjects.name(Demo.TOPICS.trusted("payments"), type), type.schema());
    Subjects.apply(started.orElseThrow().registry().toString(), subjects);
  }

  /** Starts, has one action wait, and stops. */
  private static void hold(String commit) throws Exception {
    Installation installation = started.orElseThrow();
    installation.startValidator();
    byte[] body =
        Demo.push("acme/shop", "main", commit.repeat(40)).getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    new Traffic(installation)
        .send(
            "ingest",
            new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers()));
    installation.metricsWith("\nsallyport_validator_held 1\n");
    assertThat(installation.stopValidator()).isZero();
  }

  private static List<ConsumerRecord<byte[], byte[]>> held(int count) {
    return Committed.read(
        started.orElseThrow().client("approver"),
        HELD,
        new ByteArrayDeserializer(),
        records -> records.size() >= count);
  }

  /** How holds ended, once there are so many. */
  private static List<HoldEnding> endings(int count) {
    return Readback.endings(started.orElseThrow().client("operator"), count);
  }
}
