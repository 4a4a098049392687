package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.EXPIRES;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What persons approved is used once, however often and for how long it is sealed. */
class RememberedUseTest {
  private static final Instant DEADLINE = EXPIRES.plusSeconds(1200);
  private static final Duration MARGIN = LIMITS.skew().multipliedBy(2);

  private static final Ending DONE =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final Task approved = Tasks.task(3, "a").rememberedUntil(DEADLINE);
  private final PartitionLedger ledger = new PartitionLedger(LIMITS, 3);

  @Test
  void outcomeSaysUntilWhenItMustBeKnown() {
    Claim claim = claim(ledger, approved, NOW);
    ledger.finish(claim, DONE, NOW);

    LedgerRecord ending = ledger.plan(NOW, 1, () -> "n").orElseThrow().steps().getFirst().record();

    assertThat(ending)
        .isInstanceOfSatisfying(
            Outcome.class, outcome -> assertThat(outcome.expires()).isEqualTo(DEADLINE));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void isKnownUntilTheDeadlineAndNoLonger(long beyond) {
    Instant now = DEADLINE.plus(MARGIN).plusMillis(beyond);
    Claim claim = claim(ledger, approved, NOW);
    ledger.finish(claim, DONE, NOW);
    commit(ledger, NOW);

    assertThat(endsAgain(ledger, now)).isEqualTo(beyond == 0);
  }

  /** It was not performed, and will not be: its approvals are used up all the same. */
  @ParameterizedTest
  @CsvSource({"true,0,true", "true,1,false", "false,0,true", "false,1,false"})
  void whatExpiredOrWasRevokedIsKnownAsLong(boolean late, long beyond, boolean known) {
    if (late) {
      ledger.expire(approved, NOW);
    } else {
      ledger.revoke(approved, NOW);
    }
    commit(ledger, NOW);

    assertThat(endsAgain(ledger, DEADLINE.plus(MARGIN).plusMillis(beyond))).isEqualTo(known);
  }

  @Test
  void nextOwnerKnowsItToo() {
    PartitionLedger next = new PartitionLedger(LIMITS, 4);
    Outcome outcome =
        new Outcome(
            approved.action().id(),
            3,
            OutcomeResult.SUCCEEDED,
            Code.SUCCEEDED,
            1,
            NOW,
            approved.life().remembered());
    next.replay(0, outcome, NOW);
    next.begin(1, Set.of());

    assertThat(endsAgain(next, EXPIRES.plus(MARGIN).plusSeconds(60))).isTrue();
  }

  @Test
  void plainActionIsKnownAsLongAsItsMandate() {
    assertThat(Tasks.task(3, "a").life().remembered()).isEqualTo(EXPIRES);
    assertThat(Tasks.task(3, "a").rememberedUntil(NOW).life().remembered()).isEqualTo(EXPIRES);
  }

  /** Whether another mandate of the action, which lives longer, ends as a copy at that time. */
  private boolean endsAgain(PartitionLedger known, Instant now) {
    Task longer =
        new Task(
            approved.action(),
            approved.decision(),
            9,
            approved.digest(),
            approved.order(),
            approved.manner(),
            Task.Life.until(now.plusSeconds(600)));
    known.passed(9);
    known.plan(now, 0, () -> "n");
    known.arrive(longer);
    List<Turn.Step> steps = known.plan(now, 1, () -> "again").orElseThrow().steps();
    return steps.stream()
        .map(Turn.Step::record)
        .anyMatch(record ->
            record instanceof LedgerRecord.Rejection(var _, Code code, var _)
                && code == Code.ALREADY_CLAIMED);
  }

  private static Claim claim(PartitionLedger ledger, Task task, Instant now) {
    ledger.begin(0, Set.of());
    ledger.arrive(task);
    Turn turn = ledger.plan(now, 1, () -> "nonce").orElseThrow();
    ledger.committed(1);
    return (Claim) turn.steps().getFirst().record();
  }

  private static void commit(PartitionLedger ledger, Instant now) {
    Optional<Turn> turn = ledger.plan(now, 0, () -> "n");
    assertThat(turn).isPresent();
    ledger.committed(2);
  }
}
