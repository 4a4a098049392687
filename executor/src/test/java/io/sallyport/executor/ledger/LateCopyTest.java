package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.EXPIRES;
import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.again;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A byte copy that comes when its mandate is over must not speak for the action. */
class LateCopyTest {
  private static final Instant LATE = EXPIRES.plusSeconds(10);
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final List<LedgerRecord> log = new ArrayList<>();
  private PartitionLedger ledger = new PartitionLedger(LIMITS, 0);

  @Test
  void doesNotEndAnActionThatRuns() {
    ledger.arrive(task(0, "a"));
    turn(NOW);
    ledger.expire(again(task(0, "a"), 1), LATE);

    assertThat(turn(LATE)).containsExactly(new Rejection(1, Code.ALREADY_CLAIMED, LATE));
  }

  @Test
  void leavesTheDoubtOfALostOwner() {
    ledger.arrive(task(0, "a"));
    turn(NOW);
    ledger.expire(again(task(0, "a"), 1), LATE);
    turn(LATE);
    crash();
    ledger.expire(task(0, "a"), LATE);
    ledger.expire(again(task(0, "a"), 1), LATE);

    assertThat(turn(LATE))
        .hasOnlyElementsOfType(Outcome.class)
        .extracting(record -> ((Outcome) record).result())
        .containsExactly(OutcomeResult.IN_DOUBT);
  }

  @Test
  void doesNotEndAnActionWhoseEndingIsOnItsWay() {
    ledger.arrive(task(0, "a"));
    Claim claim = (Claim) turn(NOW).getFirst();
    ledger.finish(claim, SUCCEEDED, LATE);
    ledger.expire(again(task(0, "a"), 1), LATE);

    List<LedgerRecord> records = turn(LATE);

    assertThat(((Outcome) records.getFirst()).result()).isEqualTo(OutcomeResult.SUCCEEDED);
    assertThat(records.getLast()).isEqualTo(new Rejection(1, Code.ALREADY_CLAIMED, LATE));
  }

  @Test
  void expiresOnceWhateverTheNumberOfCopies() {
    ledger.expire(task(0, "a"), LATE);
    ledger.expire(again(task(0, "a"), 1), LATE);
    ledger.expire(again(task(0, "a"), 2), LATE);

    assertThat(turn(LATE))
        .extracting(Object::getClass)
        .containsExactly(Outcome.class, Rejection.class, Rejection.class);
  }

  @Test
  void aRevocationDoesNotEndAnActionThatRuns() {
    ledger.arrive(task(0, "a"));
    turn(NOW);
    ledger.revoke(again(task(0, "a"), 1), NOW);

    assertThat(turn(NOW)).containsExactly(new Rejection(1, Code.ALREADY_CLAIMED, NOW));
  }

  @Test
  void whatWasRevokedNeverStarts() {
    ledger.revoke(task(0, "a"), NOW);
    ledger.arrive(again(task(0, "a"), 1));

    assertThat(turn(NOW))
        .extracting(Object::getClass)
        .containsExactly(Outcome.class, Rejection.class);
  }

  private void crash() {
    ledger = new PartitionLedger(LIMITS, 0);
    for (int i = 0; i < log.size(); i++) {
      ledger.replay(i, log.get(i), NOW);
    }
    ledger.begin(log.size(), Set.of());
  }

  private List<LedgerRecord> turn(Instant now) {
    Turn turn = ledger.plan(now, 1, () -> "nonce").orElseThrow();
    List<LedgerRecord> records = turn.steps().stream().map(Turn.Step::record).toList();
    log.addAll(records);
    ledger.committed(log.size());
    return records;
  }
}
