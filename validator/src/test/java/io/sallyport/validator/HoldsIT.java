package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Headers;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Persons and the real process on a real broker, with a kill between two verdicts. */
@Timeout(600)
class HoldsIT {
  private static final String HELD = Demo.TOPICS.held("deployments");
  private static final int PUSHES = 3;

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static Map<String, Held> held = Map.of();
  private static List<ConsumerRecord<byte[], byte[]>> sealed = List.of();
  private static List<ReceiptBody.HoldEnded> ended = List.of();
  private static String shownWaiting = "";
  private static String shownEnded = "";

  @BeforeAll
  static void askAndKill() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    ask(bundle);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push("main", "a");
    push("main", "b");
    push("release", "c");
    held = open().stream().collect(Collectors.toMap(HoldsIT::commit, one -> one));
    shownWaiting = installation.metricsWith("\nsallyport_validator_held 3\n");
    Held first = held("a");
    say("anna", first, Word.APPROVE);
    say("ben", held("b"), Word.DENY);
    awaitEnded(1);
    installation.killValidator();
    say("anna", first, Word.APPROVE);
    installation.startValidator();
    say("cara", first, Word.APPROVE);
    ended = awaitEnded(PUSHES);
    shownEnded = installation.metricsWith("\nsallyport_validator_held 0\n");
    sealed = read("executor-deployments", Demo.TOPICS.trusted("deployments"), 1);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void showsWhatWaitsAndHowItStands() {
    String deadline = "sallyport_validator_held_next_deadline_seconds ";

    assertThat(shownWaiting.lines().filter(line -> line.startsWith(deadline)))
        .singleElement()
        .satisfies(line ->
            assertThat(Double.parseDouble(line.substring(deadline.length())))
                .isGreaterThan((double) Instant.now().minusSeconds(3600).getEpochSecond()));
    assertThat(shownWaiting)
        .contains("\nsallyport_ready 1\n", "\nkafka_streams_state{state=\"running\"} 1\n")
        .contains("\nkafka_streams_threads 2\n", "\nkafka_streams_failed_threads_total 0\n")
        .contains("\nkafka_consumer_lag_records{topic=\"" + Demo.TOPICS.untrusted() + "\"} ")
        .containsPattern(
            "\nsallyport_bundle_info\\{digest=\"sha256:[0-9a-f]{64}\",version=\"0\"} 1")
        .containsPattern("\nkafka_client_certificate_not_after_seconds [0-9]{10}\n");
    assertThat(shownEnded).doesNotContain("\n" + deadline);
  }

  @Test
  void sealsOnceWhatAnExecutorCanVerify() {
    assertThat(sealed).hasSize(1);
    ConsumerRecord<byte[], byte[]> record = sealed.getFirst();
    Mandate mandate = mandate(record);
    assertThat(mandate.grant().partition()).isEqualTo(record.partition());
    assertThat(mandate.grant().digest()).isEqualTo(Digest.of(record.value()));
    Bundle bundle = Bundles.read(directory.resolve("bundle"));
    Statement statement =
        Statement.of(environment(), "deployments", mandate, Digest.of(held("a").body()))
            .orElseThrow();

    Ballot.Result result =
        new Ballot(bundle.approvers(), statement, Duration.ZERO)
            .count(mandate.approvals(), Instant.now());

    assertThat(result)
        .isInstanceOfSatisfying(
            Ballot.Result.Approved.class,
            approved -> assertThat(approved.persons()).containsExactlyInAnyOrder("anna", "cara"));
  }

  @Test
  void endsEachHoldOnce() {
    assertThat(ended)
        .extracting(end -> end.action().id() + " " + end.ending().result())
        .containsExactlyInAnyOrder(
            held("a").id() + " " + DecisionResult.ALLOWED,
            held("b").id() + " " + DecisionResult.DENIED,
            held("c").id() + " " + DecisionResult.EXPIRED);
    assertThat(ended)
        .extracting(end -> end.ending().decision())
        .containsExactlyInAnyOrderElementsOf(held.values().stream().map(Held::receipt).toList());
  }

  @Test
  void closesEachHold() {
    Map<String, Integer> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read("approver", HELD, 2 * PUSHES)) {
      int size = record.value() == null ? 0 : record.value().length;
      last.put(new String(record.key(), StandardCharsets.US_ASCII), size);
    }

    assertThat(last).hasSize(PUSHES);
    assertThat(last.values()).containsOnly(0);
  }

  private static void ask(Path bundle) {
    Bundles.copy(bundle);
    People.approvers(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        """
          statements:
            - {id: ask, effect: stepUp, when: "true", group: managers, threshold: 2}
            - {id: soon, effect: stepUp, when: "action.environment == 'production'",
               group: managers, threshold: 2, deadline: 10s}
        """
            .stripTrailing());
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static Environment environment() {
    return new Environment(installation().environment());
  }

  private static Held held(String commit) {
    return Optional.ofNullable(held.get(commit)).orElseThrow();
  }

  private static String commit(Held held) {
    byte[] body = held.body().toArray();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return List.of("a", "b", "c").stream()
        .filter(each -> text.contains(each.repeat(40)))
        .findFirst()
        .orElseThrow();
  }

  private static void push(String branch, String commit) throws Exception {
    byte[] body =
        Demo.push("acme/shop", branch, commit.repeat(40)).getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    send(
        "ingest",
        new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers()));
  }

  private static void say(String person, Held held, Word word) throws Exception {
    Instant now = Instant.now();
    Statement statement = held.statement(environment(), "deployments").orElseThrow();
    String jws = People.verdict(person, statement, word, now, held.hold().deadline());
    byte[] key = Bytes.utf8(held.id().text()).toArray();
    byte[] value = Bytes.utf8(jws).toArray();
    send("approver", new ProducerRecord<>(Demo.TOPICS.approvals(), key, value));
  }

  private static void send(String principal, ProducerRecord<byte[], byte[]> record)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            installation().client(principal),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private static List<Held> open() {
    return read("approver", HELD, PUSHES).stream()
        .map(record -> HeldCodec.parse(Bytes.of(record.value())).orElseThrow())
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      String principal, String topic, int count) {
    return Committed.read(
        installation().client(principal),
        topic,
        new ByteArrayDeserializer(),
        records -> records.size() >= count);
  }

  private static List<ReceiptBody.HoldEnded> awaitEnded(int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation().client("operator"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> ended(found).size() >= count);
    return ended(records);
  }

  /** What the chains of the holds say; each of them is whole. */
  private static List<ReceiptBody.HoldEnded> ended(List<ConsumerRecord<byte[], byte[]>> records) {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    Map<String, ChainCheck> chains = new HashMap<>();
    List<ReceiptBody.HoldEnded> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String chain = new String(record.key(), StandardCharsets.US_ASCII);
      String jws = new String(record.value(), StandardCharsets.US_ASCII);
      ChainCheck check = chains.computeIfAbsent(chain, id -> new ChainCheck(id, verifier));
      Receipt receipt =
          switch (check.next(jws, Instant.now())) {
            case ChainCheck.Step.Next next -> next.receipt();
            case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
          };
      if (receipt.body() instanceof ReceiptBody.HoldEnded end) {
        assertThat(chain).startsWith("holds-");
        found.add(end);
      }
    }
    return found;
  }

  private static Mandate mandate(ConsumerRecord<byte[], byte[]> record) {
    PinnedKey pinned = PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"));
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.MANDATE, "deployments", Mandate.MAX_SIZE);
    byte[] header = record.headers().lastHeader(Headers.MANDATE).value();
    return switch (verifier.verify(new String(header, StandardCharsets.US_ASCII), Instant.now())) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }
}
