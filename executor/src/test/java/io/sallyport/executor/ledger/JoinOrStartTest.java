package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.joined;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A turn that carries records can be held up by a topic, and the time of a claim runs from the plan
 * on: no turn has both, and neither waits for the other for ever.
 */
class JoinOrStartTest {
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final PartitionLedger ledger = new PartitionLedger(Tasks.LIMITS, 0);
  private long end;
  private int nonces;

  @Test
  void turnsTakeTurns() {
    for (int i = 0; i < 6; i++) {
      ledger.arrive(task(2L * i, "claimed" + i));
      ledger.arrive(joined(2L * i + 1, "joined" + i, 1000));
    }

    List<String> turns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      turns.add(began(turn(NOW, 2)));
    }

    assertThat(turns).containsExactly("0+1", "2+0", "0+1", "2+0", "0+1", "2+0");
  }

  /** What cannot start, for example at an open circuit, does not keep records from their topics. */
  @Test
  void whatIsNotClaimedLeavesTheTurnToTheOther() {
    ledger.arrive(joined(0, "a", 1000));
    ledger.arrive(joined(1, "b", 1000));
    ledger.arrive(task(2, "c"));

    assertThat(began(turn(NOW, 1, true))).isEqualTo("0+1");
    assertThat(began(turn(NOW, 1, true))).isEqualTo("0+1");
  }

  @Test
  void whatNobodyJoinsIsClaimedAtOnce() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(task(1, "b"));

    assertThat(began(turn(NOW, 1))).isEqualTo("1+0");
    assertThat(began(turn(NOW, 1))).isEqualTo("1+0");
  }

  @Test
  void whatIsClaimedAgainAfterAnAttemptHasItsOwnTurn() {
    Task away = task(0, "a");
    ledger.arrive(away);
    ledger.finish(turn(NOW, 1).starts().getFirst(), Tasks.failed(away, Duration.ZERO), NOW);
    ledger.arrive(joined(1, "b", 1000));
    Turn givenBack = turn(NOW, 1);
    ledger.arrive(joined(2, "c", 1000));

    assertThat(givenBack.steps()).hasSize(2);
    assertThat(began(givenBack)).isEqualTo("0+1");
    assertThat(began(turn(NOW.plusMillis(1), 1))).isEqualTo("1+0");
    assertThat(began(turn(NOW.plusMillis(1), 1))).isEqualTo("0+1");
  }

  /** The same of what a former owner had claimed; a doubt needs no time and is told at once. */
  @Test
  void whatIsClaimedAgainAfterACrashHasItsOwnTurn() {
    Task lost = task(0, "a");
    Task repeated = Tasks.idempotent(task(1, "b"));
    ledger.replay(0, Tasks.claim(lost, 1, "former"), NOW);
    ledger.replay(1, Tasks.claim(repeated, 1, "former-too"), NOW);
    ledger.begin(2, Set.of());
    end = 2;
    ledger.arrive(lost);
    ledger.arrive(repeated);
    ledger.arrive(joined(2, "c", 1000));
    Instant later = NOW.plusSeconds(36);

    Turn first = turn(later, 1);

    assertThat(first.steps()).hasSize(2);
    assertThat(first.steps().getFirst().record().offset()).isZero();
    assertThat(began(first)).isEqualTo("0+1");
    Claim again = turn(later, 1).starts().getFirst();
    assertThat(again.offset()).isEqualTo(1);
    ledger.finish(again, SUCCEEDED, later);
  }

  private static String began(Turn turn) {
    return turn.starts().size() + "+" + turn.joins().size();
  }

  private Turn turn(Instant now, int free) {
    return turn(now, free, false);
  }

  private Turn turn(Instant now, int free, boolean shut) {
    Turn turn = ledger.plan(now, free, claiming(shut)).orElseThrow();
    end += turn.steps().size();
    ledger.committed(end);
    return turn;
  }

  private Claiming claiming(boolean shut) {
    return new Claiming() {
      @Override
      public String nonce() {
        return "nonce-" + nonces++;
      }

      @Override
      public Optional<Instant> notBefore(String type, Instant now) {
        return shut ? Optional.of(now.plusSeconds(5)) : Optional.empty();
      }
    };
  }
}
