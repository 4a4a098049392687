package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.desk.Told;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the real process on a real broker: two kills, and an executor's word. */
@Tag("AARM-R2")
@Timeout(600)
class SessionIT {
  private static final String PRINCIPAL = "source:github";
  private static final DeskKey OWNER = DeskKey.ofPrincipal("github", PRINCIPAL);
  private static final String OUTCOMES = Demo.TOPICS.outcomes("deployments");

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<DeskRuling> rulings = List.of();
  private static Instant began = Instant.EPOCH;

  /** Two actions, a kill, a third; an executor's failure and a kill; a fourth, and too many. */
  @BeforeAll
  static void actKillAndTell() throws Exception {
    began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    sessions(bundle);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push("a", 1);
    push("a", 2);
    traffic().rulings(2);
    installation.killValidator();
    push("a", 3);
    installation.startValidator();
    traffic().rulings(3);
    tell();
    installation.killValidator();
    push("a", 4);
    installation.startValidator();
    traffic().rulings(4);
    push("b", 5);
    traffic().rulings(5);
    push("c", 6);
    rulings = traffic().rulings(6);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void remembersOverKills() {
    assertThat(codes()).startsWith(Code.PERMITTED, Code.PERMITTED, Code.PERMITTED);
    assertThat(heads("a")).extracting(SessionHead::entries).startsWith(1, 2, 3);
  }

  @Test
  void policySeesWhatAnExecutorTold() {
    assertThat(codes().get(3)).isEqualTo(Code.DENIED_BY_STATEMENT);
    assertThat(heads("a").getLast().entries()).as("three, an ending, and the denial").isEqualTo(5);
  }

  @Test
  void principalHasNoMoreSessionsThanItsRuleAllows() {
    assertThat(codes().subList(4, 6)).containsExactly(Code.PERMITTED, Code.SESSIONS_FULL);
  }

  @Test
  void eachHeadIsAnother() {
    assertThat(heads("a")).extracting(head -> head.head().orElseThrow()).doesNotHaveDuplicates();
  }

  @Test
  void mandateNamesTheSession() {
    assertThat(traffic().sealed(4))
        .hasSize(4)
        .allSatisfy(mandate -> assertThat(mandate.desk()).contains(OWNER));
    assertThat(traffic().sealed(3).getFirst().parties().session()).contains(session("a").text());
  }

  private static SessionId session(String sid) {
    return SessionId.of("github", PRINCIPAL, sid);
  }

  private static List<Code> codes() {
    return rulings.stream().map(DeskRuling::code).toList();
  }

  private static List<SessionHead> heads(String sid) {
    return rulings.stream()
        .flatMap(ruling -> ruling.session().stream())
        .filter(head -> head.id().equals(session(sid)))
        .toList();
  }

  private static void sessions(Path bundle) {
    Bundles.copy(bundle);
    Bundles.replace(
        bundle,
        "rule-deploy-on-push.yaml",
        "  ttl: 10m",
        "  session: {id: event.session.id, started: timestamp(event.session.started),"
            + " lifetime: 1h, maxActions: 20, perPrincipal: 2}\n"
            + "  ttl: 10m");
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: f, effect: deny, when: \"session.outcomes['FAILED'] > 0\"}");
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static Traffic traffic() {
    return new Traffic(installation());
  }

  private static void push(String sid, int number) throws Exception {
    String session = "{\"session\": {\"id\": \"%s\", \"started\": \"%s\"}, ".formatted(sid, began);
    byte[] body =
        Demo.push("acme/shop", "main", "%040x".formatted(number))
            .replaceFirst("\\{", session)
            .getBytes(StandardCharsets.UTF_8);
    SourceSpec github =
        Optional.ofNullable(Bundles.read(directory.resolve("bundle")).sources().get("github"))
            .orElseThrow();
    DedupeId id = DedupeIdentity.of(github, body);
    int partition = Partitions.of(id.key(), Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(
                Demo.TOPICS.untrusted(), partition, id.key(), body, Demo.headers()));
  }

  /** Its executor says that the first action failed, and the desk has heard it. */
  private static void tell() throws Exception {
    Mandate first = traffic().sealed(3).getFirst();
    Told.Of of =
        new Told.Of(first.id(), "deployments", first.decision().receipt().orElseThrow().id());
    String issuer = installation().environment() + "/deployments";
    byte[] value =
        Told.outcome(Demo.EXECUTOR_KEY, issuer, of, OutcomeResult.FAILED)
            .getBytes(StandardCharsets.US_ASCII);
    int partition = Partitions.of(OWNER.bytes().toArray(), Demo.PARTITIONS);
    traffic().tell(new ProducerRecord<>(OUTCOMES, partition, OWNER.bytes().toArray(), value));
  }
}
