package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.executor.claim.Recovery.Recovered;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of the time at which it appended a turn. */
class LedgerStampIT {
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Topics TOPICS = new Topics("stamps");
  private static final ManifestSpec SPEC =
      new ManifestSpec(
          TOPICS, (short) 1, 1, 1, 1, Map.of("a", 1, "b", 1, "c", 1), Map.of(), 1 << 20);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void provisions() throws Exception {
    broker = EmbeddedBroker.start(directory);
    admin = Admin.create(broker.clientProperties("admin"));
    new ManifestApply(admin, Manifest.of(SPEC), Duration.ofSeconds(30)).apply();
  }

  @AfterAll
  static void stops() {
    admin.close();
    broker.close();
  }

  /** Writer and new owner learn the same, though the writer's own clock is wrong. */
  @Test
  void isTheBrokersForWhoWritesAndForWhoReads() {
    Cell cell = cell("a");
    Recovered owner = recover(cell);
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Written.Committed written = (Written.Committed) write(cell, owner, owner.place());

    assertThat(owner.appended()).isEqualTo(Stamps.NEVER);
    Instant appended = written.appended().orElseThrow();
    assertThat(appended).isBetween(before, Instant.now());
    assertThat(recover(cell).appended()).isEqualTo(appended);
  }

  @Test
  void isFarInTheFutureWhereTheBrokerLeavesTheTime() throws Exception {
    Cell cell = cell("b");
    Recovered owner = recover(cell);
    alter(
        cell,
        Map.of(
            "message.timestamp.type",
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Long.MAX_VALUE)));

    Written written = write(cell, owner, owner.place());

    assertThat(((Written.Committed) written).appended()).contains(Stamps.NEVER);
    assertThat(recover(cell).appended()).isEqualTo(Stamps.NEVER);
  }

  /** As a broker is by default: it takes no time that is more than an hour ahead of its own. */
  @Test
  void nothingIsWrittenWhereTheBrokerChecksTheTime() throws Exception {
    Cell cell = cell("c");
    Recovered owner = recover(cell);
    alter(cell, Map.of("message.timestamp.type", "CreateTime"));

    assertThat(write(cell, owner, owner.place())).isInstanceOf(Written.Lost.class);
    assertThat(recover(cell).appended()).as("nothing lies there").isEqualTo(Stamps.NEVER);
  }

  private static Written write(Cell cell, Recovered owner, Place place) {
    Step step = new Step.Reject(new Rejection(0, Code.EXPIRED, LONG_AGO), DIGEST);
    return owner.writer().write(new Turn(List.of(step), 0, 0), List.of(), place, group(cell));
  }

  private static void alter(Cell cell, Map<String, String> settings) throws Exception {
    ConfigResource ledger =
        new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.ledger(cell.name()));
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    admin.incrementalAlterConfigs(Map.of(ledger, changes)).all().get();
  }

  private static Recovered recover(Cell cell) {
    return new Recovery(cell, 0, new Positions(admin), () -> {}).run(group(cell));
  }

  private static ConsumerGroupMetadata group(Cell cell) {
    return Nobody.of(broker, cell);
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
            broker.clientProperties("admin"), Clock.fixed(LONG_AGO, java.time.ZoneOffset.UTC)));
  }
}
