package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final AtomicLong nonces = new AtomicLong();
  private PartitionLedger ledger = new PartitionLedger(LIMITS, 0);
  private long end;

  @Test
  void claimsHeadOfEachIdleKey() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "a"));
    ledger.arrive(task(2, "b"));

    assertThat(turn(NOW, 9).starts()).extracting(Claim::offset).containsExactly(0L, 2L);
  }

  @Test
  void claimsOnlyForFreeWorkers() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "b"));

    assertThat(turn(NOW, 1).starts()).extracting(Claim::offset).containsExactly(0L);
  }

  @Test
  void givesClaimBudgetAndDecisionOfItsTask() {
    Task task = task(0, "a");
    ledger.arrive(task);

    Claim claim = turn(NOW, 1).starts().getFirst();

    assertThat(claim.deadline()).isEqualTo(NOW.plusSeconds(30));
    assertThat(claim.decision()).isEqualTo(task.decision());
    assertThat(claim.decision().flatMap(NamedReceipt::before)).isPresent();
  }

  @Test
  void plansNothingWhileATurnIsUnderWay() {
    ledger.arrive(task(0, "a"));
    assertThat(ledger.plan(NOW, 1, this::nonce)).isPresent();
    ledger.arrive(task(1, "b"));

    assertThat(ledger.plan(NOW, 1, this::nonce)).isEmpty();
  }

  @Test
  void restsWhereItStands() {
    ledger.arrive(task(0, "a"));
    assertThat(ledger.plan(NOW, 0, this::nonce)).isEmpty();

    Turn rest = ledger.rest();

    assertThat(rest).isEqualTo(new Turn(List.of(), ledger.lowest(), 0));
    assertThat(ledger.plan(NOW, 1, this::nonce)).isEmpty();
    assertThatThrownBy(ledger::rest).isInstanceOf(IllegalStateException.class);
    ledger.committed(0);
    assertThat(turn(NOW, 1).starts()).extracting(Claim::offset).containsExactly(0L);
  }

  @Test
  void recordsOutcomeAndClaimsNextOfTheKeyInOneTurn() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "a"));
    Claim first = turn(NOW, 1).starts().getFirst();
    ledger.finish(first, SUCCEEDED, NOW);

    Turn turn = turn(NOW, 1);

    assertThat(turn.steps()).extracting(step -> step.record().offset()).containsExactly(0L, 1L);
    assertThat(turn.lowest()).isEqualTo(1);
  }

  @Test
  void lowestStaysBelowWhatRuns() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "b"));
    Claim second = turn(NOW, 2).starts().get(1);
    ledger.finish(second, SUCCEEDED, NOW);

    assertThat(turn(NOW, 2).lowest()).isZero();
  }

  @Test
  void passesOffsetsThatHoldNoRecord() {
    ledger.arrive(task(3, "a"));
    ledger.finish(turn(NOW, 1).starts().getFirst(), SUCCEEDED, NOW);
    ledger.passed(9);

    assertThat(turn(NOW, 1).lowest()).isEqualTo(9);
  }

  @Test
  void rejectsSecondRecordOfAnEndedAction() {
    ledger.arrive(task(0, "a"));
    ledger.finish(turn(NOW, 1).starts().getFirst(), SUCCEEDED, NOW);
    turn(NOW, 1);
    ledger.arrive(Tasks.again(task(0, "a"), 1));

    assertThat(turn(NOW, 1).steps())
        .extracting(Turn.Step::record)
        .containsExactly(new Rejection(1, Code.ALREADY_CLAIMED, NOW));
  }

  @Test
  void rejectsSecondRecordOfARunningActionEvenUnderAnotherKey() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(Tasks.again(task(0, "b"), 1));

    assertThat(turn(NOW, 9).steps())
        .extracting(Turn.Step::record)
        .contains(new Rejection(1, Code.ALREADY_CLAIMED, NOW));
  }

  @Test
  void claimsUntilTheLastMomentOfValidityAndSkew() {
    ledger.arrive(task(0, "a"));

    assertThat(turn(Tasks.EXPIRES.plus(LIMITS.skew()).minusMillis(1), 1).starts()).hasSize(1);
  }

  @Test
  void expiresWhatWaitedTooLong() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "a"));

    Turn turn = turn(Tasks.EXPIRES.plus(LIMITS.skew()), 1);

    assertThat(turn.steps())
        .extracting(step -> ((Outcome) step.record()).result())
        .containsExactly(OutcomeResult.EXPIRED, OutcomeResult.EXPIRED);
    assertThat(turn.lowest()).isEqualTo(2);
  }

  @Test
  void recordsRejectionWhereItStands() {
    ledger.arrive(task(0, "a"));
    ledger.reject(new Rejection(1, Code.SIGNATURE_INVALID, NOW), Tasks.DIGEST);

    Turn turn = turn(NOW, 0);

    assertThat(turn.steps())
        .extracting(Turn.Step::record)
        .containsExactly(new Rejection(1, Code.SIGNATURE_INVALID, NOW));
    assertThat(turn.lowest()).isZero();
  }

  @Test
  void writesNoMoreThanATurnHolds() {
    for (int i = 0; i <= LIMITS.turn(); i++) {
      ledger.reject(new Rejection(i, Code.SIGNATURE_INVALID, NOW), Tasks.DIGEST);
    }

    assertThat(turn(NOW, 0).steps()).hasSize(LIMITS.turn());
    assertThat(turn(NOW, 0).steps()).hasSize(1);
  }

  @Test
  void whatMustBeRememberedTakesRoom() {
    for (int i = 0; i < LIMITS.remembered() - 1; i++) {
      ledger.revoke(task(i, "a"), NOW);
    }
    recordAll();
    assertThat(ledger.hasRoom(1)).isTrue();

    ledger.revoke(task(LIMITS.remembered(), "a"), NOW);
    recordAll();

    assertThat(ledger.hasRoom(1)).isFalse();
  }

  private void recordAll() {
    while (ledger.isBusy()) {
      turn(NOW, 0);
    }
  }

  @Test
  void windowIsFullAtItsLimit() {
    for (int i = 0; i < LIMITS.window() - 1; i++) {
      ledger.arrive(task(i, "a"));
    }
    assertThat(ledger.hasRoom(1)).isTrue();

    ledger.arrive(task(LIMITS.window(), "a"));

    assertThat(ledger.hasRoom(1)).isFalse();
    assertThat(ledger.hasRoom(0)).isTrue();
  }

  @Test
  void newOwnerMustReadFromOldestOpenClaim() {
    end = 40;
    ledger.begin(40, Set.of());
    ledger.arrive(task(0, "a"));
    turn(NOW, 1);
    end = 60;
    ledger.arrive(task(1, "b"));

    assertThat(turn(NOW, 1).low()).isEqualTo(40);
  }

  @Test
  void newOwnerMustReadRejectionsAboveTheLowest() {
    ledger.arrive(task(0, "a"));
    ledger.reject(new Rejection(1, Code.KEY_UNKNOWN, NOW), Tasks.DIGEST);
    turn(NOW, 0);
    ledger.reject(new Rejection(2, Code.KEY_UNKNOWN, NOW), Tasks.DIGEST);

    assertThat(turn(NOW, 0).low()).isZero();
  }

  @Test
  void newOwnerNeedsNothingOfForgottenEndings() {
    ledger.arrive(task(0, "a"));
    ledger.finish(turn(NOW, 1).starts().getFirst(), SUCCEEDED, NOW);
    turn(NOW, 1);
    ledger.reject(new Rejection(1, Code.KEY_UNKNOWN, NOW), Tasks.DIGEST);
    Instant margin = Tasks.EXPIRES.plus(LIMITS.skew().multipliedBy(2));

    assertThat(turn(margin, 1).low()).isEqualTo(2);
    ledger.reject(new Rejection(2, Code.KEY_UNKNOWN, NOW), Tasks.DIGEST);
    assertThat(turn(margin.plusMillis(1), 1).low()).isEqualTo(6);
  }

  @Test
  void claimsNothingWhileMemoryIsFull() {
    for (int i = 0; i < LIMITS.remembered(); i++) {
      ledger.replay(i, Tasks.outcome(task(i, "k" + i), OutcomeResult.SUCCEEDED), NOW);
    }
    ledger.begin(LIMITS.remembered(), Set.of());
    ledger.arrive(task(LIMITS.remembered(), "a"));

    assertThat(ledger.plan(NOW, 9, this::nonce)).isEmpty();
  }

  @Test
  void refusesEndingOfAnotherClaim() {
    ledger.arrive(task(0, "a"));
    turn(NOW, 1);

    assertThatThrownBy(() -> ledger.finish(Tasks.claim(task(0, "a"), 1, "x"), SUCCEEDED, NOW))
        .isInstanceOf(IllegalStateException.class);
  }

  private Turn turn(Instant now, int free) {
    Turn turn = ledger.plan(now, free, this::nonce).orElseThrow();
    end += turn.steps().size() + 1;
    ledger.committed(end);
    return turn;
  }

  private String nonce() {
    return "nonce-" + nonces.incrementAndGet();
  }
}
