package io.sallyport.executor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.resolve.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a partition's ledger makes of answers: the first is recorded, once. */
class ResolvedDoubtTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_089_600);
  private static final Instant REMEMBERED = NOW.plus(Duration.ofDays(14));
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final int ROOM = 2;

  private final PartitionLedger ledger =
      new PartitionLedger(new LedgerLimits(10, ROOM, 10, 10, 3, Duration.ofSeconds(1), 1000), 50);

  @BeforeEach
  void begins() {
    assertThat(ledger.begin(30, Set.of())).isEmpty();
  }

  @Test
  void recordsAnAnswerWithItsReceipt() {
    Answer answer = answer(1, 1);
    assertThat(ledger.resolve(answer, NOW)).isEmpty();

    Turn turn = plan().orElseThrow();

    Resolution record =
        new Resolution(
            answer.body().action().id(), 5, answer.command(), NOW, REMEMBERED, Resolution.NONE);
    assertThat(turn.steps()).containsExactly(new Step.Resolve(record, answer.body()));
    assertThat(turn.lowest()).isEqualTo(50);
  }

  @Test
  void recordsItOnceThoughItIsOfferedAgain() {
    ledger.resolve(answer(1, 1), NOW);
    assertThat(ledger.resolve(answer(1, 1), NOW)).isEmpty();
    assertThat(plan()).isPresent();
    assertThat(ledger.resolve(answer(1, 1), NOW)).isEmpty();
    ledger.committed(31);

    assertThat(ledger.resolve(answer(1, 1), NOW)).contains(Code.RESOLVED);
    assertThat(plan()).isEmpty();
  }

  @Test
  void theFirstAnswerCounts() {
    record(answer(1, 1));

    assertThat(ledger.resolve(answer(1, 2), NOW)).contains(Code.ALREADY_RESOLVED);
    assertThat(plan()).isEmpty();
  }

  @Test
  void recordsOneAnswerInEachTurn() {
    ledger.resolve(answer(1, 1), NOW);
    assertThat(ledger.resolve(answer(2, 1), NOW)).isEmpty();
    assertThat(plan().orElseThrow().steps()).hasSize(1);
    ledger.committed(31);

    ledger.resolve(answer(2, 1), NOW);

    assertThat(plan().orElseThrow().steps()).hasSize(1);
  }

  @Test
  void remembersWhatAFormerOwnerRecorded() {
    Answer answer = answer(1, 1);
    PartitionLedger next =
        new PartitionLedger(new LedgerLimits(10, ROOM, 10, 10, 3, Duration.ZERO, 1000), 50);
    next.replay(
        20,
        new Resolution(answer.body().action().id(), 5, answer.command(), NOW, REMEMBERED, 3),
        NOW);
    next.begin(30, Set.of());

    assertThat(next.resolve(answer, NOW)).contains(Code.RESOLVED);
    assertThat(next.resolve(answer(1, 2), NOW)).contains(Code.ALREADY_RESOLVED);
  }

  @Test
  void refusesMoreThanItCanRemember() {
    for (int i = 0; i < ROOM; i++) {
      record(answer(i, 1));
    }

    assertThat(ledger.resolve(answer(ROOM, 1), NOW)).contains(Code.RESOLUTIONS_FULL);
    assertThat(ledger.resolve(answer(ROOM, 1), REMEMBERED.plusSeconds(1))).isEmpty();
  }

  private void record(Answer answer) {
    assertThat(ledger.resolve(answer, NOW)).isEmpty();
    assertThat(plan()).isPresent();
    ledger.committed(31);
  }

  private Optional<Turn> plan() {
    return ledger.plan(NOW, 0, () -> "n0nce");
  }

  private static Answer answer(int number, int command) {
    ActionId id = new ActionId(Integer.toString(number).repeat(42) + "A");
    Digest digest = Digest.of(new byte[] {(byte) number, (byte) command});
    return new Answer(
        new ReceiptBody.Resolved(
            new ReceiptBody.Action(
                id,
                "x.Pay",
                Effect.WRITE,
                "pay",
                DIGEST,
                Optional.of(Classification.INTERNAL),
                Optional.empty()),
            new io.sallyport.contract.resolution.Resolution(
                "pay-0/" + number,
                DIGEST,
                Finding.PERFORMED,
                List.of(new Statement("operator", "c0mmand-00000001", digest, "seen")))),
        new Origin("sallyport.trusted.pay", 0, 5),
        digest,
        NOW.plusSeconds(600),
        REMEMBERED);
  }
}
