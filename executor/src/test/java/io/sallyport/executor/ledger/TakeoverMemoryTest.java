package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One ending that is needed for days has a new owner read all after it, and remember none of it.
 */
class TakeoverMemoryTest {
  private static final Duration MARGIN = LIMITS.skew().multipliedBy(2);
  private static final Instant OVER = NOW.minus(MARGIN).minusMillis(1);
  private static final Instant DAYS = NOW.plus(Duration.ofDays(7));
  private static final int MANY = 20 * LIMITS.remembered();

  @Test
  void remembersThePinAndNothingThatIsOver() {
    PartitionLedger ledger = new PartitionLedger(LIMITS, MANY);
    ledger.replay(0, outcome(0, DAYS), NOW);
    for (int i = 1; i < MANY; i++) {
      ledger.replay(i, i % 2 == 0 ? outcome(i, OVER) : rejection(i), NOW);
    }
    ledger.begin(MANY, Set.of());

    assertThat(ledger.hasRoom(1)).isTrue();
    ledger.arrive(Tasks.again(task(0, "a"), MANY));
    Turn turn = ledger.plan(NOW, 9, () -> "nonce").orElseThrow();
    assertThat(turn.steps())
        .extracting(Turn.Step::record)
        .containsExactly(new Rejection(MANY, Code.ALREADY_CLAIMED, NOW));
    assertThat(turn.low()).isZero();
  }

  /** The next owner must find it as well, though its mandate is over. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void remembersWhatEndedAboveTheLowestUnfinished(boolean performed) {
    PartitionLedger ledger = new PartitionLedger(LIMITS, 4);
    ledger.replay(0, performed ? outcome(5, OVER) : rejection(5), NOW);
    ledger.replay(1, Tasks.claim(task(4, "a"), 1, "former"), NOW);
    ledger.begin(2, Set.of());

    assertThat(ledger.arrive(task(5, "b"))).isFalse();
    assertThat(ledger.arrive(task(6, "b"))).isTrue();
    Turn turn = ledger.plan(NOW, 9, () -> "nonce").orElseThrow();
    assertThat(turn.starts()).extracting(Claim::offset).containsExactly(6L);
    assertThat(turn.low()).isZero();
  }

  @Test
  void remembersNoPlaceInAnOrderThatIsOver() {
    Sequences sequences = new Sequences(1);
    sequences.add(3, sequenced(1, "a", NOW.minusMillis(1)), NOW);
    long none = sequences.low(99);
    sequences.add(4, sequenced(2, "a", NOW), NOW);

    assertThat(none).isEqualTo(99);
    assertThat(sequences.low(99)).isEqualTo(4);
  }

  /** Who forgets while it reads plans what somebody plans who read all and forgets then. */
  @Test
  void plansTheSameAsWhoReadsEverythingFirst() {
    Seeded.forAll(2_000, TakeoverMemoryTest::plansTheSame);
  }

  private static void plansTheSame(Random random) {
    List<LedgerRecord> log = new ArrayList<>();
    for (int i = 0; i < random.nextInt(60); i++) {
      log.add(record(random, i));
    }
    int committed = random.nextInt(60);
    PartitionLedger brief = taken(log, committed, NOW);
    PartitionLedger patient = taken(log, committed, Instant.MIN);
    for (int i = 0; i < 8; i++) {
      Task task = arriving(random, committed + i);
      assertThat(brief.arrive(task)).isEqualTo(patient.arrive(task));
    }

    assertThat(brief.plan(NOW, 4, () -> "nonce")).isEqualTo(patient.plan(NOW, 4, () -> "nonce"));
    assertThat(brief.lowest()).isEqualTo(patient.lowest());
  }

  private static PartitionLedger taken(List<LedgerRecord> log, int committed, Instant now) {
    PartitionLedger ledger = new PartitionLedger(LIMITS, committed);
    for (int i = 0; i < log.size(); i++) {
      ledger.replay(i, log.get(i), now);
    }
    ledger.begin(log.size(), Set.of());
    return ledger;
  }

  private static LedgerRecord record(Random random, int offset) {
    Instant around = NOW.minus(MARGIN).plusMillis(random.nextInt(3) - 1);
    return switch (random.nextInt(4)) {
      case 0 -> rejection(offset);
      case 1 -> outcome(offset, around);
      case 2 -> outcome(offset, DAYS);
      default -> outcome(offset, NOW.minus(Duration.ofDays(random.nextInt(3))));
    };
  }

  /** Some are copies of what the ledger tells. */
  private static Task arriving(Random random, long offset) {
    int of = random.nextInt(60);
    return random.nextBoolean() ? Tasks.again(task(of, "a"), offset) : task(offset, "k" + of);
  }

  private static Rejection rejection(long offset) {
    return new Rejection(offset, Code.EXPIRED, NOW);
  }

  private static Outcome outcome(long offset, Instant expires) {
    return new Outcome(
        task(offset, "a").action().id(),
        offset,
        OutcomeResult.SUCCEEDED,
        Code.SUCCEEDED,
        1,
        NOW,
        expires);
  }

  private static Claim sequenced(long offset, String key, Instant until) {
    Task task = task(offset, key);
    return new Claim(
        task.action(),
        task.decision(),
        offset,
        new Claim.Order(key, Optional.of(new Claim.Sequence(offset, until))),
        Claim.Try.of(1),
        "nonce",
        NOW,
        NOW);
  }
}
