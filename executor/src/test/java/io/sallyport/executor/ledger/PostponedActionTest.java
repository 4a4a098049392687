package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.EXPIRES;
import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An attempt that did not do it gives its claim back; the next one takes a new claim. */
class PostponedActionTest {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Instant AGAIN = NOW.plus(PAUSE);

  private final AtomicLong nonces = new AtomicLong();
  private final List<LedgerRecord> log = new ArrayList<>();
  private PartitionLedger ledger = new PartitionLedger(LIMITS, 0);

  @Test
  void failedAttemptGivesItsClaimBack() {
    Turn turn = postponed(task(0, "a"));

    assertThat(turn.steps().getFirst().record())
        .isEqualTo(
            new Postponement(
                task(0, "a").action().id(),
                0,
                OutcomeResult.FAILED,
                Code.TARGET_UNREACHABLE,
                1,
                NOW,
                AGAIN));
    assertThat(turn.lowest()).isZero();
    assertThat(ledger.isBusy()).isFalse();
  }

  @Test
  void nextAttemptTakesNewClaimWhenItsPauseIsOver() {
    postponed(task(0, "a"));
    assertThat(ledger.plan(AGAIN.minusMillis(1), 9, this::nonce)).isEmpty();

    Claim claim = turn(AGAIN, 9).starts().getFirst();

    assertThat(claim.tried()).isEqualTo(new Claim.Try(2, false));
    assertThat(claim.nonce()).isEqualTo("nonce-2");
    assertThat(claim.deadline()).isEqualTo(AGAIN.plusSeconds(30));
  }

  /** Whoever holds the actions learns of a turn when it is committed. */
  @Test
  void turnThatGivesItBackDoesNotClaimIt() {
    finish(started(task(0, "a")), Tasks.failed(task(0, "a"), Duration.ZERO));

    assertThat(turn(NOW, 9).starts()).isEmpty();
    assertThat(turn(NOW.plusMillis(1), 9).starts()).hasSize(1);
  }

  @Test
  void whatMayHaveHappenedStaysDoubtful() {
    Task task = Tasks.idempotent(task(0, "a"));
    finish(started(task), Tasks.doubtful(task, PAUSE));
    turn(NOW, 9);

    assertThat(turn(AGAIN, 9).starts().getFirst().tried()).isEqualTo(new Claim.Try(2, true));
  }

  @Test
  void holdsItsKeyAndNoOther() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "a"));
    Claim claim = turn(NOW, 9).starts().getFirst();
    finish(claim, Tasks.failed(task(0, "a"), PAUSE));
    turn(NOW, 9);
    ledger.arrive(task(2, "b"));

    assertThat(turn(NOW, 9).starts()).extracting(Claim::offset).containsExactly(2L);
    assertThat(turn(AGAIN, 9).starts()).extracting(Claim::offset).containsExactly(0L);
  }

  @Test
  void waitsWithoutTimeForAnotherAttemptForNothing() {
    Claim claim = started(task(0, "a"));
    finish(claim, Tasks.failed(task(0, "a"), Duration.between(NOW, EXPIRES)));

    Step.End end = end(turn(NOW, 9));

    assertThat(end.record().result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(end.record().code()).isEqualTo(Code.TARGET_UNREACHABLE);
    assertThat(end.attempt()).contains(new Attempt(1, Optional.of(claim.nonce())));
  }

  /** What is remembered for longer is not performed for longer. */
  @Test
  void isNotTriedAgainAfterItsMandateThoughItIsRemembered() {
    Task task = task(0, "a").rememberedUntil(EXPIRES.plusSeconds(3600));
    finish(started(task), Tasks.failed(task, Duration.between(NOW, EXPIRES)));

    assertThat(end(turn(NOW, 9)).record().result()).isEqualTo(OutcomeResult.FAILED);
  }

  @Test
  void isTriedAgainUntilJustBeforeItsMandateEnds() {
    Duration pause = Duration.between(NOW, EXPIRES).minusMillis(1);
    finish(started(task(0, "a")), Tasks.failed(task(0, "a"), pause));
    turn(NOW, 9);

    assertThat(turn(EXPIRES.minusMillis(1), 9).starts()).hasSize(1);
  }

  @Test
  void endsAsItsLastAttemptDidWhenItsTimeIsOver() {
    postponed(task(0, "a"));

    Step.End end = end(turn(EXPIRES, 9));

    assertThat(end.record().result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(end.record().code()).isEqualTo(Code.TARGET_UNREACHABLE);
    assertThat(end.record().attempt()).isEqualTo(1);
    assertThat(ledger.lowest()).isEqualTo(1);
  }

  @Test
  void doubtfulActionEndsInDoubtWhenItsTimeIsOver() {
    Task task = Tasks.idempotent(task(0, "a"));
    finish(started(task), Tasks.doubtful(task, PAUSE));
    turn(NOW, 9);

    assertThat(end(turn(EXPIRES, 9)).record().result()).isEqualTo(OutcomeResult.IN_DOUBT);
  }

  @Test
  void copyOfPostponedActionIsRejected() {
    postponed(task(0, "a"));
    ledger.arrive(Tasks.again(task(0, "b"), 1));

    assertThat(turn(NOW, 9).steps())
        .extracting(step -> ((LedgerRecord.Rejection) step.record()).code())
        .containsExactly(Code.ALREADY_CLAIMED);
  }

  @Test
  void waitsForFreeWorker() {
    postponed(task(0, "a"));

    assertThat(ledger.plan(AGAIN, 0, this::nonce)).isEmpty();
    assertThat(turn(AGAIN, 1).starts()).hasSize(1);
  }

  /** The ledger says that nothing happened, so a type that may act once may be tried again. */
  @Test
  void newOwnerGoesOnWithTheNextAttempt() {
    postponed(task(0, "a"));
    restart();
    ledger.arrive(task(0, "a"));

    assertThat(ledger.plan(AGAIN.minusMillis(1), 9, this::nonce)).isEmpty();
    assertThat(turn(AGAIN, 9).starts().getFirst().tried()).isEqualTo(new Claim.Try(2, false));
  }

  @Test
  void newOwnerHoldsTheKeyOfWhatIsPostponed() {
    postponed(task(0, "a"));
    restart();
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "a"));

    assertThat(ledger.plan(NOW, 9, this::nonce)).isEmpty();
  }

  @Test
  void newOwnerWaitsForTheRecord() {
    postponed(task(0, "a"));
    restart();

    assertThat(ledger.plan(EXPIRES, 9, this::nonce)).isEmpty();
    ledger.expire(task(0, "a"), EXPIRES);
    assertThat(end(turn(EXPIRES.plusSeconds(1), 9)).record().result())
        .isEqualTo(OutcomeResult.FAILED);
  }

  /** Of an attempt that was begun and not ended nothing is known, whatever was before it. */
  @Test
  void deathInTheSecondAttemptIsInDoubt() {
    postponed(task(0, "a"));
    Claim second = turn(AGAIN, 9).starts().getFirst();
    restart();
    ledger.arrive(task(0, "a"));

    Turn turn = turn(second.deadline().plus(LIMITS.skew()).plusMillis(1), 9);

    Outcome outcome = end(turn).record();
    assertThat(outcome.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(outcome.code()).isEqualTo(Code.OWNER_LOST);
    assertThat(outcome.attempt()).isEqualTo(2);
  }

  /** Its ending was told, its turn lost: the same owner writes it again. */
  @Test
  void ownClaimThatWasNotGivenBackYetIsKept() {
    Claim claim = started(task(0, "a"));
    ledger = new PartitionLedger(LIMITS, 0);
    ledger.replay(0, claim, NOW);
    assertThat(ledger.begin(1, Set.of(claim.nonce()))).containsExactly(claim);
    finish(claim, Tasks.failed(task(0, "a"), PAUSE));
    turn(NOW, 9);
    ledger.arrive(task(0, "a"));

    assertThat(turn(AGAIN, 9).starts()).hasSize(1);
  }

  @Test
  void ownClaimThatWasGivenBackIsNobodys() {
    postponed(task(0, "a"));
    Claim claim = (Claim) log.getFirst();
    ledger = new PartitionLedger(LIMITS, 0);
    for (int i = 0; i < log.size(); i++) {
      ledger.replay(i, log.get(i), NOW);
    }

    assertThat(ledger.begin(log.size(), Set.of(claim.nonce()))).isEmpty();
    assertThat(ledger.arrive(task(0, "a"))).isTrue();
    assertThat(turn(AGAIN, 9).starts()).hasSize(1);
  }

  /** What a new owner must read begins at the claim, or it would not know the key. */
  @Test
  void newOwnerMustReadTheClaim() {
    Turn turn = postponed(task(0, "a"));

    assertThat(turn.low()).isZero();
    ledger.arrive(task(1, "b"));
    assertThat(turn(NOW, 9).low()).isZero();
  }

  private Claim started(Task task) {
    ledger.arrive(task);
    return turn(NOW, 9).starts().getFirst();
  }

  private Turn postponed(Task task) {
    finish(started(task), Tasks.failed(task, PAUSE));
    return turn(NOW, 9);
  }

  private void finish(Claim claim, Ending ending) {
    ledger.finish(claim, ending, NOW);
  }

  private void restart() {
    ledger = new PartitionLedger(LIMITS, 0);
    for (int i = 0; i < log.size(); i++) {
      ledger.replay(i, log.get(i), NOW);
    }
    ledger.begin(log.size(), Set.of());
  }

  private Turn turn(Instant now, int free) {
    Turn turn = ledger.plan(now, free, this::nonce).orElseThrow();
    turn.steps().forEach(step -> log.add(step.record()));
    ledger.committed(log.size());
    return turn;
  }

  private static Step.End end(Turn turn) {
    assertThat(turn.steps()).hasSize(1);
    return (Step.End) turn.steps().getFirst();
  }

  private String nonce() {
    return "nonce-" + nonces.incrementAndGet();
  }
}
