package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.executor.claim.Recovery.Recovered;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.resolve.Answer;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new owner knows what was resolved, long after the rest of the ledger is forgotten. */
class ResolutionMemoryIT {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_089_600);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Topics TOPICS = new Topics("memory");
  private static final ManifestSpec SPEC =
      new ManifestSpec(TOPICS, (short) 1, 2, 2, 2, Map.of("one", 2, "two", 2), Map.of(), 1 << 20);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  /** Who owns partition 0 of a cell. */
  private record Owner(Cell cell, Recovered recovered) {
    static Owner of(Cell cell) {
      return new Owner(
          cell, new Recovery(cell, 0, new Positions(admin), () -> {}).run(group(cell)));
    }

    Place write(Place place, Step step, long low) {
      Turn turn = new Turn(List.of(step), 0, low);
      Written written = recovered.writer().write(turn, List.of(), place, group(cell));
      return ((Written.Committed) written).place();
    }
  }

  @BeforeAll
  static void provisions() throws Exception {
    broker = EmbeddedBroker.start(directory);
    admin = Admin.create(broker.clientProperties("admin"));
    Manifest manifest = Manifest.of(SPEC);
    new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
  }

  @AfterAll
  static void stops() {
    admin.close();
    broker.close();
  }

  @Test
  void findsAllResolutionsThoughReadingBeginsBehindThem() {
    Owner owner = Owner.of(cell("one"));
    Place place = owner.recovered().place();
    for (int i = 0; i < 3; i++) {
      place = owner.write(place, resolve(i), i + 1);
    }
    owner.write(place, new Step.Reject(new Rejection(9, Code.EXPIRED, NOW), DIGEST), 1000);

    Recovered next = Owner.of(owner.cell()).recovered();

    for (int i = 0; i < 3; i++) {
      assertThat(next.ledger().resolve(answer(i, 1), NOW)).contains(Code.RESOLVED);
      assertThat(next.ledger().resolve(answer(i, 2), NOW)).contains(Code.ALREADY_RESOLVED);
    }
    assertThat(next.ledger().resolve(answer(3, 1), NOW)).isEmpty();
    next.writer().close();
  }

  @Test
  void stopsWhereNoResolutionLiesAnyMore() {
    Owner owner = Owner.of(cell("two"));
    Place place =
        owner.write(
            owner.recovered().place(),
            new Step.Reject(new Rejection(1, Code.EXPIRED, NOW), DIGEST),
            1000);
    Place wrong = new Place(place.end(), place.head(), 0);
    owner.write(wrong, new Step.Reject(new Rejection(2, Code.EXPIRED, NOW), DIGEST), 1000);

    assertThatThrownBy(() -> Owner.of(owner.cell()))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("is no resolution");
  }

  private static ConsumerGroupMetadata group(Cell cell) {
    return Nobody.of(broker, cell);
  }

  private static Step resolve(int number) {
    Answer answer = answer(number, 1);
    return new Step.Resolve(
        new Resolution(
            answer.body().action().id(),
            number,
            answer.command(),
            NOW,
            answer.remembered(),
            Resolution.NONE),
        answer.body());
  }

  private static Answer answer(int number, int command) {
    ActionId id = new ActionId(Integer.toString(number).repeat(42) + "A");
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            id,
            "a.B",
            Effect.WRITE,
            "one",
            DIGEST,
            Optional.of(Classification.INTERNAL),
            Optional.empty());
    Digest digest = Digest.of(new byte[] {(byte) number, (byte) command});
    return new Answer(
        new ReceiptBody.Resolved(
            action,
            new io.sallyport.contract.resolution.Resolution(
                "one-0/" + number,
                DIGEST,
                Finding.PERFORMED,
                List.of(new Statement("operator", "c0mmand-00000001", digest, "seen")))),
        new Origin("memory.trusted.one", 0, number),
        digest,
        NOW.plusSeconds(600),
        NOW.plus(Duration.ofDays(10)));
  }

  private static Cell cell(String name) {
    return new Cell(
        TOPICS,
        name,
        new Cell.Ground(2, 2, Duration.ofDays(15)),
        new LedgerLimits(100, 100, 100, 10, 3, Duration.ofSeconds(1), 1000),
        BundleVersion.unsigned(DIGEST),
        new ReceiptWriter("test/" + name, SigningKey.generate()),
        Duration.ofMinutes(1),
        new Cell.Clients(broker.clientProperties("admin"), Clock.systemUTC()));
  }
}
