package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker says when it appended a turn, and what the turn performs must not be over by then. */
class AppendTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(600);
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Place PLACE = new Place(40, new ChainHead("pay-1", 5, DIGEST), 20);
  private static final ConsumerGroupMetadata GROUP = new MockConsumer<>("none").groupMetadata();
  private static final Step REJECT = new Step.Reject(new Rejection(8, Code.EXPIRED, NOW), DIGEST);

  private final StampingProducer producer = new StampingProducer(NOW);
  private final TurnWriter writer = TurnWriter.fence(cell(), 1, producer);

  /** Else whoever asks how far a clock is behind would be told of the end of time. */
  @Test
  void saysNothingOfATurnThatSaysNothing() {
    assertThat(((Written.Committed) write(List.of())).appended()).isEmpty();
  }

  @Test
  void tellsWhenTheLedgerWasAppended() {
    producer.now(EXPIRES.plusSeconds(99));

    Written written = write(List.of(REJECT));

    assertThat(((Written.Committed) written).appended()).contains(EXPIRES.plusSeconds(99));
  }

  @Test
  void aBrokerThatDoesNotStampMakesEverythingLate() {
    producer.leavesCreateTime();

    assertThat(((Written.Committed) write(List.of(REJECT))).appended()).contains(Stamps.NEVER);
    assertThat(write(List.of(join(7, EXPIRES)))).isInstanceOf(Written.Spoiled.class);
  }

  @Test
  void leavesTheTimeOfOtherTopicsAlone() {
    write(List.of(join(7, EXPIRES), REJECT));

    assertThat(producer.history())
        .filteredOn(record -> record.timestamp() != null)
        .extracting(ProducerRecord::topic)
        .containsExactly("sallyport.ledger.pay", "sallyport.ledger.pay");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void withdrawsTheRecordOfWhatIsOver(long millis) {
    producer.now(EXPIRES.plus(SKEW).plusMillis(millis));

    Written written = write(List.of(join(7, EXPIRES), join(8, EXPIRES.plusSeconds(1))));

    assertThat(written).isEqualTo(new Written.Spoiled(Map.of(7L, Code.EXPIRED)));
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void carriesTheRecordOfWhatIsInTime() {
    producer.now(EXPIRES.plus(SKEW).minusMillis(1));

    assertThat(write(List.of(join(7, EXPIRES)))).isInstanceOf(Written.Committed.class);
  }

  @Test
  void whatIsWithdrawnEndsExpired() {
    Turn turn = turn(List.of(join(7, EXPIRES))).without(Map.of(7L, Code.EXPIRED));

    Outcome outcome = (Outcome) turn.steps().getFirst().record();
    assertThat(outcome.result()).isEqualTo(OutcomeResult.EXPIRED);
    assertThat(outcome.code()).isEqualTo(Code.EXPIRED);
  }

  private Written write(List<Step> steps) {
    return writer.write(turn(steps), List.of(), PLACE, GROUP);
  }

  private static Turn turn(List<Step> steps) {
    return new Turn(steps, 7, 30);
  }

  private static Step join(long offset, Instant expires) {
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId(String.format("%043d", offset)),
            "x.Order",
            Effect.WRITE,
            "pay",
            DIGEST,
            Optional.of(Classification.INTERNAL),
            Optional.empty());
    Outcome outcome =
        new Outcome(
            action.id(),
            offset,
            OutcomeResult.SUCCEEDED,
            Code.SUCCEEDED,
            0,
            NOW,
            EXPIRES.plusSeconds(3600));
    Step.End end =
        new Step.End(
            outcome,
            action,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Outgoing record =
        new Outgoing("orders", Optional.of(0), Optional.empty(), Bytes.utf8("tea"), Map.of());
    return new Step.Join(end, expires, Optional.of(record));
  }

  private static Cell cell() {
    return new Cell(
        new Topics("sallyport"),
        "pay",
        new Cell.Ground(2, 3, Duration.ofDays(15)),
        new LedgerLimits(10, 10, 10, 10, 1, SKEW, 1000),
        BundleVersion.unsigned(DIGEST),
        new ReceiptWriter("x/pay", SigningKey.generate()),
        Duration.ofMinutes(1),
        new Cell.Clients(Map.of(), Clock.fixed(NOW, ZoneOffset.UTC)));
  }
}
