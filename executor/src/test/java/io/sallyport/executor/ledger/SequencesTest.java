package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a type with a sequence nothing is claimed after something newer of its key. */
class SequencesTest {
  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final Instant FORGOTTEN =
      NOW.plus(MEMORY).plus(LIMITS.skew().multipliedBy(2)).plusMillis(1);
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final AtomicLong nonces = new AtomicLong();
  private final List<LedgerRecord> log = new ArrayList<>();
  private PartitionLedger ledger = new PartitionLedger(LIMITS, 0);

  @ParameterizedTest
  @CsvSource({"9", "10"})
  void olderOrEqualOneIsSuperseded(long value) {
    perform(task(0, "a", 10));
    ledger.arrive(task(1, "a", value));

    Outcome outcome = outcome(turn(NOW));

    assertThat(outcome.offset()).isEqualTo(1);
    assertThat(outcome.result()).isEqualTo(OutcomeResult.SUPERSEDED);
    assertThat(outcome.code()).isEqualTo(Code.SUPERSEDED);
    assertThat(outcome.attempt()).isZero();
    assertThat(ledger.lowest()).isEqualTo(2);
  }

  @Test
  void newerOneIsPerformed() {
    perform(task(0, "a", 10));
    ledger.arrive(task(1, "a", 11));

    Claim claim = turn(NOW).starts().getFirst();

    assertThat(claim.order().sequence())
        .contains(new Claim.Sequence(11, NOW.plus(MEMORY).plus(LIMITS.skew().multipliedBy(2))));
  }

  @Test
  void whatWaitsBehindNewerOneIsSupersededBeforeTheNextIsClaimed() {
    ledger.arrive(task(0, "a", 10));
    ledger.arrive(task(1, "a", 9));
    ledger.arrive(task(2, "a", 11));
    finish(turn(NOW).starts().getFirst());

    assertThat(turn(NOW).steps())
        .extracting(step -> step.record().getClass().getSimpleName() + step.record().offset())
        .containsExactly("Outcome0", "Outcome1", "Claim2");
  }

  @Test
  void otherKeysAndTypesWithoutSequenceDoNotCare() {
    perform(task(0, "a", 10));
    ledger.arrive(task(1, "b", 9));
    ledger.arrive(Tasks.task(2, "a"));

    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(1L, 2L);
  }

  /** It was not performed, so the older one is still the newest that was. */
  @Test
  void whatWasNeverClaimedSupersedesNothing() {
    ledger.revoke(task(0, "a", 10), NOW);
    turn(NOW);
    ledger.arrive(task(1, "a", 9));

    assertThat(turn(NOW).starts()).hasSize(1);
  }

  @Test
  void newOwnerKnowsWhatWasClaimed() {
    perform(task(0, "a", 10));
    restart(1);
    ledger.arrive(task(1, "a", 9));

    assertThat(outcome(turn(NOW)).result()).isEqualTo(OutcomeResult.SUPERSEDED);
  }

  /** The claim is older than all that is needed beside it. */
  @Test
  void newOwnerMustReadTheNewestClaimOfEachKey() {
    perform(task(0, "a", 10));
    ledger.arrive(Tasks.task(1, "b"));
    Instant later = Tasks.EXPIRES.minusSeconds(1);
    assertThat(ledger.plan(NOW.plus(MEMORY), 9, this::nonce).orElseThrow().low()).isZero();
    ledger.committed(log.size());

    restart(1);
    ledger.arrive(Tasks.task(2, "c"));
    assertThat(ledger.plan(later, 9, this::nonce).orElseThrow().low()).isEqualTo(1);
  }

  @Test
  void laterAttemptOfTheNewestIsNotSuperseded() {
    ledger.arrive(task(0, "a", 10));
    Claim claim = turn(NOW).starts().getFirst();
    ledger.finish(claim, Tasks.failed(task(0, "a", 10), Duration.ofSeconds(1)), NOW);
    turn(NOW);

    assertThat(turn(NOW.plusSeconds(1)).starts()).hasSize(1);
  }

  @Test
  void isForgottenWhenAllMandatesOfBeforeAreOver() {
    perform(task(0, "a", 10));
    ledger.arrive(task(1, "a", 9));

    assertThat(outcome(turn(FORGOTTEN.minusMillis(1))).offset()).isEqualTo(1);
    ledger.arrive(task(2, "a", 9));
    assertThat(turn(FORGOTTEN).starts()).hasSize(1);
  }

  @Test
  void claimsNoOtherKeyWhenItsMemoryIsFull() {
    Sequences sequences = new Sequences(2);
    sequences.add(0, claim(task(0, "a", 1)), NOW);
    assertThat(sequences.hasRoom(task(1, "b", 1), NOW)).isTrue();
    sequences.add(1, claim(task(1, "b", 1)), NOW);

    assertThat(sequences.hasRoom(task(2, "c", 1), NOW)).isFalse();
    assertThat(sequences.hasRoom(task(3, "a", 2), NOW)).isTrue();
    assertThat(sequences.hasRoom(Tasks.task(4, "c"), NOW)).isTrue();
    assertThat(sequences.hasRoom(task(2, "c", 1), FORGOTTEN)).isTrue();
  }

  @Test
  void otherKeysWaitWhileItsMemoryIsFullAndExpire() {
    ledger = new PartitionLedger(Tasks.withSequences(1), 0);
    perform(task(0, "a", 10));
    ledger.arrive(task(1, "b", 1));
    assertThat(ledger.plan(NOW, 9, this::nonce)).isEmpty();
    assertThat(turn(FORGOTTEN).starts()).extracting(Claim::offset).containsExactly(1L);

    ledger.arrive(task(2, "c", 1));
    Instant over = Tasks.EXPIRES.plus(LIMITS.skew()).plusMillis(1);
    assertThat(ledger.plan(FORGOTTEN, 9, this::nonce)).isEmpty();
    Turn last = ledger.plan(over, 9, this::nonce).orElseThrow();
    assertThat(last.steps())
        .extracting(Turn.Step::record)
        .anySatisfy(record ->
            assertThat(record)
                .isInstanceOfSatisfying(
                    Outcome.class,
                    outcome -> assertThat(outcome.result()).isEqualTo(OutcomeResult.EXPIRED)));
  }

  private static Claim claim(Task task) {
    Claim claim = Tasks.claim(task, 1, "n");
    Claim.Sequence sequence =
        new Claim.Sequence(task.order().sequence().orElseThrow().value(), FORGOTTEN.minusMillis(1));
    return new Claim(
        claim.action(),
        claim.decision(),
        claim.offset(),
        new Claim.Order(claim.orderKey(), Optional.of(sequence)),
        claim.tried(),
        claim.nonce(),
        claim.deadline(),
        claim.expires());
  }

  private static Task task(long offset, String key, long value) {
    return Tasks.sequenced(Tasks.task(offset, key), value, MEMORY);
  }

  private void perform(Task task) {
    ledger.arrive(task);
    finish(turn(NOW).starts().getFirst());
    turn(NOW);
  }

  private void finish(Claim claim) {
    ledger.finish(claim, SUCCEEDED, NOW);
  }

  private void restart(long committed) {
    ledger = new PartitionLedger(LIMITS, committed);
    for (int i = 0; i < log.size(); i++) {
      ledger.replay(i, log.get(i), NOW);
    }
    ledger.begin(log.size(), Set.of());
  }

  private Turn turn(Instant now) {
    Turn turn = ledger.plan(now, 9, this::nonce).orElseThrow();
    turn.steps().forEach(step -> log.add(step.record()));
    ledger.committed(log.size());
    return turn;
  }

  private static Outcome outcome(Turn turn) {
    assertThat(turn.steps()).isNotEmpty();
    return (Outcome) turn.steps().getFirst().record();
  }

  private String nonce() {
    return "nonce-" + nonces.incrementAndGet();
  }
}
