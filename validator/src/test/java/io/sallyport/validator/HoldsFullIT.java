package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One place for each sender's actions that wait: the real process on a real broker, and a kill. */
@Timeout(300)
@Tag("ASI08")
class HoldsFullIT {
  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static final Map<String, ActionId> PUSHED = new HashMap<>();
  private static Map<ActionId, Code> ended = Map.of();
  private static int pushes;

  /** One waits, a second may not, another's may; killed, a third may not; denied, a fourth may. */
  @BeforeAll
  static void fillKillAndDeny() throws Exception {
    Path bundle = ask(Mirrored.copy(directory.resolve("bundle")));
    Installation installation =
        Installation.start(directory, bundle, "holds: {perPrincipal: 1, total: 5}");
    started = Optional.of(installation);
    installation.startValidator();
    Held first = held(push("first", Mirrored.GITHUB));
    push("second", Mirrored.GITHUB);
    Held other = held(push("other", Mirrored.MIRROR));
    ended(1);
    installation.killValidator();
    push("third", Mirrored.GITHUB);
    installation.startValidator();
    ended(2);
    say(first, Word.DENY);
    ended(3);
    Held fourth = held(push("fourth", Mirrored.GITHUB));
    say(fourth, Word.APPROVE);
    say(other, Word.APPROVE);
    ended = ended(5);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void hasOneOfASenderWaitAlsoAfterAKill() {
    assertThat(code("second")).isEqualTo(Code.HOLDS_FULL);
    assertThat(code("third")).isEqualTo(Code.HOLDS_FULL);
  }

  @Test
  void leavesAnotherSenderItsPlace() {
    assertThat(code("other")).isEqualTo(Code.APPROVED);
  }

  @Test
  void hasThePlaceAgainOnceAHoldHasEnded() {
    assertThat(code("first")).isEqualTo(Code.APPROVAL_DENIED);
    assertThat(code("fourth")).isEqualTo(Code.APPROVED);
  }

  @Test
  void sealsWhatWasApprovedAndNothingElse() {
    assertThat(new Traffic(installation()).sealed(2))
        .extracting(Mandate::id)
        .containsExactlyInAnyOrder(pushed("fourth"), pushed("other"));
  }

  private static Path ask(Path bundle) {
    People.approvers(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n"
            + "    - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1}");
    return bundle;
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static ActionId pushed(String name) {
    return Optional.ofNullable(PUSHED.get(name)).orElseThrow();
  }

  private static Code code(String name) {
    return Optional.ofNullable(ended.get(pushed(name))).orElseThrow();
  }

  /** Places are of a partition, so all actions belong to one. */
  private static ActionId push(String name, String source) throws Exception {
    Mirrored mirrored = new Mirrored(installation(), directory.resolve("bundle"));
    ActionId action;
    do {
      action = mirrored.action(source, ++pushes);
    } while (Partitions.of(key(action), Demo.PARTITIONS) != 0);
    PUSHED.put(name, action);
    mirrored.push(source, pushes);
    return action;
  }

  private static byte[] key(ActionId action) {
    return Bytes.utf8(action.text()).toArray();
  }

  /** What is asked about it, once it lies there; whatever comes later is opened later. */
  private static Held held(ActionId action) {
    Bytes key = Bytes.of(key(action));
    return read("approver", Demo.TOPICS.held("deployments"), key).stream()
        .filter(record -> Bytes.of(record.key()).equals(key))
        .map(record -> HeldCodec.parse(Bytes.of(record.value())).orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      String principal, String topic, Bytes key) {
    return Committed.read(
        installation().client(principal),
        topic,
        new ByteArrayDeserializer(),
        records -> records.stream().anyMatch(record -> Bytes.of(record.key()).equals(key)));
  }

  private static void say(Held held, Word word) throws Exception {
    Environment environment = new Environment(installation().environment());
    Statement statement = held.statement(environment, "deployments").orElseThrow();
    String jws = People.verdict("dora", statement, word, Instant.now(), held.hold().deadline());
    new Traffic(installation())
        .send(
            "approver",
            new ProducerRecord<>(
                Demo.TOPICS.approvals(), key(held.id()), Bytes.utf8(jws).toArray()));
  }

  /** How holds have ended, once there are so many. */
  private static Map<ActionId, Code> ended(int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation().client("operator"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> ended(found).size() >= count);
    return ended(records);
  }

  private static Map<ActionId, Code> ended(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<ActionId, Code> codes = new HashMap<>();
    for (Receipt receipt : Readback.receipts(records)) {
      if (receipt.body() instanceof ReceiptBody.HoldEnded end) {
        assertThat(codes.put(end.action().id(), end.ending().code())).isNull();
      }
    }
    return codes;
  }
}
