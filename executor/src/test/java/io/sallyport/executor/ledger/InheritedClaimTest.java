package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a new owner makes of what a former one left in the ledger. */
class InheritedClaimTest {
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final AtomicLong nonces = new AtomicLong();
  private PartitionLedger ledger = new PartitionLedger(LIMITS, 0);
  private long end;

  @Test
  void inheritedClaimHoldsItsKeyUntilDeadlineAndSkew() {
    Claim claim = crashAfterClaim(task(0, "a"), task(1, "a"), task(2, "b"));
    Instant last = claim.deadline().plus(LIMITS.skew());

    assertThat(turn(last, 9).starts()).extracting(Claim::offset).containsExactly(2L);
    assertThat(ledger.plan(last, 9, this::nonce)).isEmpty();
  }

  @Test
  void inheritedClaimEndsInDoubtOnce() {
    Claim claim = crashAfterClaim(task(0, "a"));

    Turn turn = turn(claim.deadline().plus(LIMITS.skew()).plusMillis(1), 9);

    assertThat(turn.steps()).hasSize(1);
    assertThat(turn.steps().getFirst().record())
        .isInstanceOfSatisfying(
            Outcome.class,
            outcome -> {
              assertThat(outcome.result()).isEqualTo(OutcomeResult.IN_DOUBT);
              assertThat(outcome.code()).isEqualTo(Code.OWNER_LOST);
              assertThat(outcome.attempt()).isEqualTo(1);
            });
  }

  @Test
  void inheritedClaimOfIdempotentTypeIsClaimedAgain() {
    Task task = Tasks.idempotent(task(0, "a"));
    Claim claim = crashAfterClaim(task);

    Claim again = turn(claim.deadline().plusSeconds(60), 9).starts().getFirst();

    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.action()).isEqualTo(claim.action());
    assertThat(again.nonce()).isNotEqualTo(claim.nonce());
  }

  /** Executors of before left their claims without what claims say today. */
  @Test
  void inheritedClaimThatSaysLessIsOfTheSameAction() {
    Task task = Tasks.idempotent(task(0, "a"));
    Claim claim = crashAfterClaim(task);
    ReceiptBody.Action action = claim.action();
    ReceiptBody.Action brief =
        new ReceiptBody.Action(
            action.id(),
            action.type(),
            action.effect(),
            action.cell(),
            action.fingerprint(),
            Optional.empty(),
            Optional.empty());
    restart(
        new Claim(
            brief,
            claim.decision(),
            claim.offset(),
            claim.order(),
            claim.tried(),
            claim.nonce(),
            claim.deadline(),
            claim.expires()));

    ledger.arrive(task);

    assertThat(turn(claim.deadline().plusSeconds(60), 9).starts()).hasSize(1);
  }

  @Test
  void idempotentTypeIsNotClaimedMoreOftenThanAllowed() {
    Claim claim = crashAfterClaim(Tasks.idempotent(task(0, "a")));
    for (int attempt = 2; attempt <= LIMITS.attempts(); attempt++) {
      claim = turn(claim.deadline().plusSeconds(6), 9).starts().getFirst();
      restart(claim);
      ledger.arrive(Tasks.idempotent(task(0, "a")));
    }

    assertThat(results(turn(claim.deadline().plusSeconds(6), 9)))
        .containsExactly(OutcomeResult.IN_DOUBT);
  }

  @Test
  void expiredIdempotentClaimEndsInDoubt() {
    crashAfterClaim(Tasks.idempotent(task(0, "a")));

    assertThat(results(turn(Tasks.EXPIRES.plusSeconds(60), 9)))
        .containsExactly(OutcomeResult.IN_DOUBT);
  }

  @Test
  void inheritedClaimWhoseRecordIsNowRejectedEndsInDoubt() {
    Claim claim = crashAfterClaim();
    ledger.reject(new Rejection(0, Code.KEY_UNKNOWN, NOW), Tasks.DIGEST);

    assertThat(results(turn(claim.deadline().plusSeconds(60), 9)))
        .containsExactly(OutcomeResult.IN_DOUBT);
  }

  @Test
  void inheritedClaimWaitsForItsRecord() {
    Claim claim = crashAfterClaim();

    assertThat(ledger.plan(claim.deadline().plusSeconds(60), 9, this::nonce)).isEmpty();
  }

  @Test
  void keepsOwnClaimRunning() {
    ledger.arrive(task(0, "a"));
    Claim claim = turn(NOW, 1).starts().getFirst();
    ledger = new PartitionLedger(LIMITS, 0);
    ledger.replay(0, claim, NOW);

    assertThat(ledger.begin(1, Set.of(claim.nonce()))).containsExactly(claim);
    ledger.finish(claim, SUCCEEDED, NOW);
    assertThat(results(turn(NOW, 1))).containsExactly(OutcomeResult.SUCCEEDED);
  }

  @Test
  void firstEndingCounts() {
    Task task = task(0, "a");
    Claim claim = Tasks.claim(task, 1, "n");
    ledger.replay(0, claim, NOW);
    ledger.replay(1, Tasks.outcome(task, OutcomeResult.IN_DOUBT), NOW);
    ledger.replay(2, Tasks.outcome(task, OutcomeResult.SUCCEEDED), NOW);
    ledger.replay(3, claim, NOW);
    ledger.begin(4, Set.of());
    ledger.arrive(task);

    assertThat(ledger.plan(NOW.plusSeconds(300), 9, this::nonce)).isEmpty();
    assertThat(ledger.lowest()).isEqualTo(1);
  }

  @Test
  void knowsEndingsAboveTheCommittedOffset() {
    Task second = task(1, "b");
    ledger.replay(0, Tasks.outcome(second, OutcomeResult.SUCCEEDED), NOW);
    ledger.begin(1, Set.of());
    ledger.arrive(task(0, "a"));
    ledger.arrive(second);

    assertThat(turn(NOW, 9).starts()).extracting(Claim::offset).containsExactly(0L);
  }

  @Test
  void keepsEndingsAboveWhatWasReadSoFar() {
    Task second = task(1, "b");
    ledger.replay(0, Tasks.outcome(second, OutcomeResult.SUCCEEDED), NOW);
    ledger.begin(1, Set.of());

    assertThat(ledger.lowest()).isZero();
    ledger.arrive(task(0, "a"));
    ledger.arrive(second);
    assertThat(turn(NOW, 9).steps()).hasSize(1);
  }

  @Test
  void refusesOpenClaimBelowTheCommittedOffset() {
    ledger = new PartitionLedger(LIMITS, 5);
    ledger.replay(0, Tasks.claim(task(4, "a"), 1, "n"), NOW);

    assertThatThrownBy(() -> ledger.begin(1, Set.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endsClaimWhoseRecordWasDeletedUnreadInDoubt() {
    ledger = new PartitionLedger(LIMITS, 3);
    ledger.passed(9);
    Claim claim = Tasks.claim(task(4, "a"), 1, "n");
    ledger.replay(0, claim, NOW);
    ledger.begin(1, Set.of());

    Turn turn = turn(claim.deadline().plusSeconds(60), 9);

    assertThat(results(turn)).containsExactly(OutcomeResult.IN_DOUBT);
    assertThat(turn.lowest()).isEqualTo(9);
  }

  @Test
  void readsTheLowestHoweverMuchHasEndedAboveIt() {
    for (int i = 0; i < LIMITS.window(); i++) {
      ledger.replay(i, Tasks.outcome(task(1 + i, "b"), OutcomeResult.SUCCEEDED), NOW);
    }
    ledger.begin(LIMITS.window(), Set.of());

    assertThat(ledger.hasRoom(LIMITS.window())).isTrue();
  }

  private Claim crashAfterClaim(Task... readAgain) {
    ledger.arrive(readAgain.length == 0 ? task(0, "a") : readAgain[0]);
    Claim claim = turn(NOW, 1).starts().getFirst();
    restart(claim);
    for (Task task : readAgain) {
      ledger.arrive(task);
    }
    return claim;
  }

  private void restart(LedgerRecord... records) {
    ledger = new PartitionLedger(LIMITS, 0);
    end = 0;
    for (LedgerRecord record : records) {
      ledger.replay(end++, record, NOW);
    }
    ledger.begin(end, Set.of());
  }

  private Turn turn(Instant now, int free) {
    Turn turn = ledger.plan(now, free, this::nonce).orElseThrow();
    end += turn.steps().size() + 1;
    ledger.committed(end);
    return turn;
  }

  private static List<OutcomeResult> results(Turn turn) {
    return turn.steps().stream().map(step -> ((Outcome) step.record()).result()).toList();
  }

  private String nonce() {
    return "nonce-" + nonces.incrementAndGet();
  }
}
