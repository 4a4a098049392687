package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person denies what the desk counted: the real process on a real broker, with a kill. */
@Timeout(300)
class UnsealedIT {
  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<Code> codes = List.of();

  /** One in an hour: asked, full; a denial and a kill; asked again; the word again, and full. */
  @BeforeAll
  static void askDenyAndKill() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    ask(bundle);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push(1);
    push(2);
    traffic().rulings(2);
    installation.killValidator();
    deny(held());
    installation.startValidator();
    shows("refunded");
    push(3);
    traffic().rulings(3);
    repeat();
    shows("over");
    push(4);
    codes = traffic().rulings(4).stream().map(DeskRuling::code).toList();
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void givesBackOnceWhatAPersonDenied() {
    assertThat(codes.subList(0, 2))
        .containsExactlyInAnyOrder(Code.APPROVAL_NEEDED, Code.QUOTA_EXCEEDED);
    assertThat(codes.subList(2, 4)).containsExactly(Code.APPROVAL_NEEDED, Code.QUOTA_EXCEEDED);
  }

  private static void ask(Path bundle) {
    Bundles.copy(bundle);
    People.approvers(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        """
          quotas: [{id: q, key: action.environment, max: 1, per: 1h}]
          statements:
            - {id: ask, effect: stepUp, when: "true", group: duty, threshold: 1, deadline: 1h}
        """
            .stripTrailing());
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static Traffic traffic() {
    return new Traffic(installation());
  }

  private static void push(int number) throws Exception {
    byte[] body =
        Demo.push("acme/shop", "main", "%040x".formatted(number)).getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers()));
  }

  private static Held held() {
    return HeldCodec.parse(Bytes.of(first("approver", Demo.TOPICS.held("deployments"), 1).value()))
        .orElseThrow();
  }

  private static void deny(Held held) throws Exception {
    Environment environment = new Environment(installation().environment());
    Statement statement = held.statement(environment, "deployments").orElseThrow();
    String jws =
        People.verdict("dora", statement, Word.DENY, Instant.now(), held.hold().deadline());
    byte[] key = Bytes.utf8(held.id().text()).toArray();
    traffic()
        .send(
            "approver",
            new ProducerRecord<>(Demo.TOPICS.approvals(), key, Bytes.utf8(jws).toArray()));
  }

  /** What the holds told the desk lies on its topic; whoever may write there copies it. */
  private static void repeat() throws Exception {
    ConsumerRecord<byte[], byte[]> told =
        read("validator", Demo.TOPICS.desk(), 4).stream()
            .filter(record -> record.value().length == 0)
            .findFirst()
            .orElseThrow();
    traffic()
        .send(
            "validator",
            new ProducerRecord<>(
                told.topic(), told.partition(), told.key(), told.value(), told.headers()));
  }

  private static ConsumerRecord<byte[], byte[]> first(String principal, String topic, int count) {
    return read(principal, topic, count).getFirst();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      String principal, String topic, int count) {
    return Committed.read(
        installation().client(principal),
        topic,
        new ByteArrayDeserializer(),
        records -> records.size() >= count);
  }

  private static void shows(String result) {
    String sample =
        "sallyport_validator_outcomes_total{cell=\"-\",result=\"%s\"} 1\n".formatted(result);
    installation().metricsWith(sample);
  }
}
