package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.executor.claim.Recovery.Recovered;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real broker refuses in the middle of a transaction costs that action, and nothing else.
 */
class SpoiledTurnIT {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_089_600);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Topics TOPICS = new Topics("spoiled");
  private static final String OPEN = "shop.open";
  private static final String CLOSED = "shop.closed";
  private static final String SMALL = "shop.small";
  private static final ManifestSpec SPEC =
      new ManifestSpec(
          TOPICS,
          (short) 1,
          1,
          1,
          1,
          Map.of("closed", 1, "gone", 1, "large", 1, "fenced", 1),
          Map.of(),
          1 << 20);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void provisions() throws Exception {
    broker = EmbeddedBroker.start(directory);
    admin = Admin.create(broker.clientProperties("admin"));
    List<NewTopic> topics =
        List.of(
            new NewTopic(OPEN, 1, (short) 1),
            new NewTopic(CLOSED, 1, (short) 1),
            new NewTopic(SMALL, 1, (short) 1).configs(Map.of("max.message.bytes", "1000")));
    admin.createTopics(topics).all().get();
    Map<String, List<String>> targets = new HashMap<>();
    SPEC.cells().keySet().forEach(cell -> targets.put(cell, List.of(OPEN, SMALL, "shop.gone")));
    Manifest manifest = Manifest.of(SPEC, targets);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> {
          new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
          return true;
        });
  }

  @AfterAll
  static void stops() {
    admin.close();
    broker.close();
  }

  @Test
  void leavesOutWhatItMayNotWrite() {
    Turn turn = turn(join(1, OPEN, 10), join(2, CLOSED, 10), join(3, OPEN, 10));

    writesTheRest("closed", turn, Map.of(2L, Code.TOPIC_UNUSABLE));
  }

  @Test
  void leavesOutWhatHasNoTopic() {
    Turn turn = turn(join(1, OPEN, 10), join(2, "shop.gone", 10), join(3, "shop.gone", 10));

    writesTheRest("gone", turn, Map.of(2L, Code.RECORD_REFUSED, 3L, Code.RECORD_REFUSED));
  }

  @Test
  void leavesOutWhatIsTooLarge() {
    Turn turn = turn(join(1, SMALL, 10), join(2, SMALL, 2000), join(3, SMALL, 10));

    writesTheRest("large", turn, Map.of(2L, Code.RECORD_TOO_LARGE));
  }

  @Test
  void carriesNothingOnceFenced() {
    Cell cell = cell("fenced");
    Recovered former = recover(cell);
    Recovered next = recover(cell);

    Written written = write(cell, former, turn(join(1, OPEN, 10)), former.place());

    assertThat(written).isInstanceOf(Written.Lost.class);
    assertThat(ids(OPEN)).doesNotContain(id("fenced", 1));
    next.writer().close();
  }

  private static void writesTheRest(String name, Turn turn, Map<Long, Code> refused) {
    Cell cell = cell(name);
    Recovered owner = recover(cell);
    Turn named = named(name, turn);

    Written first = write(cell, owner, named, owner.place());
    assertThat(first).isEqualTo(new Written.Spoiled(refused));
    assertThat(Stream.of(OPEN, CLOSED, SMALL).flatMap(topic -> ids(topic).stream()))
        .as("nothing of an aborted turn is visible")
        .noneMatch(id -> id.startsWith(name));

    Written second = write(cell, owner, named.without(refused), owner.place());
    assertThat(second).isInstanceOf(Written.Committed.class);
    List<String> rest =
        named.joins().stream()
            .map(join -> join.record().offset())
            .filter(offset -> !refused.containsKey(offset))
            .map(offset -> id(name, offset))
            .toList();
    assertThat(Stream.of(OPEN, SMALL).flatMap(topic -> ids(topic).stream()))
        .filteredOn(id -> id.startsWith(name))
        .containsExactlyElementsOf(rest);
    assertThat(results(name))
        .hasSize(3)
        .allSatisfy((offset, result) -> {
          assertThat(result)
              .isEqualTo(
                  refused.containsKey(offset) ? OutcomeResult.FAILED : OutcomeResult.SUCCEEDED);
        });
    owner.writer().close();
  }

  private static Written write(Cell cell, Recovered owner, Turn turn, Place place) {
    return owner.writer().write(turn, List.of(), place, group(cell));
  }

  private static Turn turn(Step... steps) {
    return new Turn(List.of(steps), 4, 0);
  }

  /** The same with ids of that test. */
  private static Turn named(String name, Turn turn) {
    return turn.with(step -> {
      Step.Join join = (Step.Join) step;
      return join(name, join.record().offset(), join.carried().orElseThrow());
    });
  }

  private static Step join(long offset, String topic, int size) {
    Bytes value = Bytes.of(new byte[size]);
    return join(
        "fenced",
        offset,
        new Outgoing(topic, Optional.empty(), Optional.of(Bytes.utf8("k")), value, Map.of()));
  }

  private static Step join(String name, long offset, Outgoing record) {
    String id = id(name, offset);
    Outcome outcome =
        new Outcome(
            new ActionId(id),
            offset,
            OutcomeResult.SUCCEEDED,
            Code.SUCCEEDED,
            0,
            NOW,
            NOW.plusSeconds(600));
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            outcome.action(),
            "x.Order",
            Effect.WRITE,
            name,
            DIGEST,
            Optional.of(Classification.INTERNAL),
            Optional.empty());
    Step.End end =
        new Step.End(
            outcome,
            action,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Step.Join(
        end,
        Instant.now().plusSeconds(600),
        Optional.of(
            new Outgoing(
                record.topic(),
                record.partition(),
                record.key(),
                record.value(),
                Map.of("idempotency-key", id))));
  }

  private static String id(String name, long offset) {
    return name + "-".repeat(42 - name.length()) + offset;
  }

  private static Recovered recover(Cell cell) {
    return new Recovery(cell, 0, new Positions(admin), () -> {}).run(group(cell));
  }

  private static ConsumerGroupMetadata group(Cell cell) {
    return Nobody.of(broker, cell);
  }

  private static List<String> ids(String topic) {
    return read(topic).stream()
        .map(record ->
            new String(
                record.headers().lastHeader("idempotency-key").value(),
                java.nio.charset.StandardCharsets.US_ASCII))
        .toList();
  }

  private static Map<Long, OutcomeResult> results(String cell) {
    Map<Long, OutcomeResult> results = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(TOPICS.ledger(cell))) {
      LedgerRecord read = LedgerCodec.parse(record.value()).orElseThrow();
      results.put(read.offset(), ((Outcome) read).result());
    }
    return results;
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> settings = new HashMap<>(broker.clientProperties("admin"));
    settings.put("isolation.level", "read_committed");
    TopicPartition source = new TopicPartition(topic, 0);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      reader.seekToBeginning(List.of(source));
      long end = reader.endOffsets(List.of(source)).getOrDefault(source, 0L);
      while (reader.position(source) < end) {
        all.addAll(reader.poll(Duration.ofMillis(100)).records(source));
      }
    }
    return all;
  }

  private static Cell cell(String name) {
    return new Cell(
        TOPICS,
        name,
        new Cell.Ground(1, 1, Duration.ofDays(15)),
        new LedgerLimits(100, 100, 100, 10, 3, Duration.ofSeconds(1), 1000),
        BundleVersion.unsigned(DIGEST),
        new ReceiptWriter("test/" + name, SigningKey.generate()),
        Duration.ofMinutes(1),
        new Cell.Clients(
            broker.clientProperties(Topics.executorPrincipal(name)), Clock.systemUTC()));
  }
}
