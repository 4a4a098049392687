package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.desk.Told;
import io.sallyport.validator.hold.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A watch has persons asked about what a sender never did, until one was let pass and tried: the
 * real process on a real broker, over kills.
 */
@Timeout(600)
class WatchAskedIT {
  private static final DeskKey SENDER = DeskKey.ofPrincipal("github", "source:github");

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<DeskRuling> rulings = List.of();
  private static Optional<Mandate> approved = Optional.empty();

  /** Asked, approved over a kill, asked again; told that it was tried, killed: asked no more. */
  @BeforeAll
  static void askApproveAndKill() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    watch(bundle);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push(1);
    rulings(1);
    installation.killValidator();
    approve(held());
    installation.startValidator();
    Mandate mandate = traffic().sealed(1).getFirst();
    approved = Optional.of(mandate);
    push(2);
    rulings(2);
    tell(mandate);
    installation.killValidator();
    push(3);
    installation.startValidator();
    rulings = rulings(3);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void asksUntilWhatWasLetPassWasTried() {
    assertThat(rulings)
        .extracting(DeskRuling::code)
        .containsExactly(Code.FIRST_ACTION, Code.FIRST_ACTION, Code.PERMITTED);
    assertThat(rulings)
        .extracting(ruling -> ruling.verdict().result())
        .containsExactly(DecisionResult.HELD, DecisionResult.HELD, DecisionResult.ALLOWED);
  }

  @Test
  void sealsWhatAPersonLetPassInItsName() {
    Mandate mandate = approved.orElseThrow();

    assertThat(mandate.approvals()).hasSize(1);
    assertThat(mandate.decision().policy()).contains("first");
    assertThat(mandate.desk()).contains(SENDER);
  }

  private static void watch(Path bundle) {
    Bundles.copy(bundle);
    People.approvers(bundle);
    Bundles.write(
        bundle,
        "watch.yaml",
        """
        apiVersion: sallyport/v1
        kind: Watch
        metadata: {name: pushes}
        spec:
          source: github
          alarms:
            - {id: first, on: firstAction, response: stepUp, group: duty, threshold: 1}
        """);
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static Traffic traffic() {
    return new Traffic(installation());
  }

  private static List<DeskRuling> rulings(int count) {
    return traffic().rulings(count);
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
    byte[] value =
        Committed.read(
                installation().client("approver"),
                Demo.TOPICS.held("deployments"),
                new ByteArrayDeserializer(),
                records -> !records.isEmpty())
            .getFirst()
            .value();
    return HeldCodec.parse(Bytes.of(value)).orElseThrow();
  }

  private static void approve(Held held) throws Exception {
    Environment environment = new Environment(installation().environment());
    Statement statement = held.statement(environment, "deployments").orElseThrow();
    String jws =
        People.verdict("dora", statement, Word.APPROVE, Instant.now(), held.hold().deadline());
    byte[] key = Bytes.utf8(held.id().text()).toArray();
    traffic()
        .send(
            "approver",
            new ProducerRecord<>(Demo.TOPICS.approvals(), key, Bytes.utf8(jws).toArray()));
  }

  private static void tell(Mandate mandate) throws Exception {
    Told.Of of =
        new Told.Of(mandate.id(), "deployments", mandate.decision().receipt().orElseThrow().id());
    String issuer = installation().environment() + "/deployments";
    String jws = Told.outcome(Demo.EXECUTOR_KEY, issuer, of, OutcomeResult.SUCCEEDED);
    byte[] key = SENDER.bytes().toArray();
    traffic()
        .tell(
            new ProducerRecord<>(
                Demo.TOPICS.outcomes("deployments"),
                Partitions.of(key, Demo.PARTITIONS),
                key,
                jws.getBytes(StandardCharsets.US_ASCII)));
  }
}
