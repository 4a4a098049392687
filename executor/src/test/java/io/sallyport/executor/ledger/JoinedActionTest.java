package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.again;
import static io.sallyport.executor.ledger.Tasks.claim;
import static io.sallyport.executor.ledger.Tasks.joined;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An action that its turn performs begins and ends in it: no claim, no doubt, once. */
class JoinedActionTest {
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private PartitionLedger ledger = new PartitionLedger(Tasks.LIMITS, 0);
  private long end;

  @Test
  void endsInTheTurnThatBeginsItAndNeedsNoClaim() {
    ledger.arrive(joined(0, "a", 100));

    Turn turn = turn(NOW, 1);

    assertThat(turn.starts()).isEmpty();
    assertThat(turn.joins())
        .singleElement()
        .satisfies(join -> {
          assertThat(join.carried()).isEmpty();
          assertThat(join.record().result()).isEqualTo(OutcomeResult.SUCCEEDED);
          assertThat(join.record().attempt()).isZero();
        });
    assertThat(turn.lowest()).isEqualTo(1);
    assertThat(ledger.plan(NOW, 1, this::nonce)).isEmpty();
  }

  @Test
  void followsOthersOfItsKeyInOrder() {
    ledger.arrive(task(0, "a"));
    ledger.arrive(joined(1, "a", 100));
    ledger.arrive(joined(2, "a", 100));
    ledger.arrive(task(3, "a"));
    ledger.arrive(joined(4, "a", 100));
    Claim first = turn(NOW, 9).starts().getFirst();
    assertThat(ledger.plan(NOW, 9, this::nonce)).isEmpty();
    ledger.finish(first, SUCCEEDED, NOW);

    Turn turn = turn(NOW, 9);

    assertThat(turn.steps()).extracting(step -> step.record().offset()).containsExactly(0L, 1L, 2L);
    assertThat(turn(NOW, 9).starts()).extracting(Claim::offset).containsExactly(3L);
  }

  @Test
  void waitsWhileNothingMayStart() {
    ledger.arrive(joined(0, "a", 100));

    assertThat(ledger.plan(NOW, 0, this::nonce)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"499,2", "500,2", "501,1", "1000,1", "5000,1"})
  void carriesSoManyBytesInATurn(long second, int steps) {
    ledger.arrive(joined(0, "a", 500));
    ledger.arrive(joined(1, "b", second));

    assertThat(turn(NOW, 9).steps()).hasSize(steps);
    assertThat(ledger.plan(NOW, 9, this::nonce).map(turn -> turn.joins().size()))
        .isEqualTo(steps == 2 ? Optional.empty() : Optional.of(1));
  }

  @Test
  void carriesOneThatIsLargerThanAllThatFits() {
    ledger.arrive(joined(0, "a", 1001));

    assertThat(turn(NOW, 1).joins()).hasSize(1);
  }

  @Test
  void isPerformedOnce() {
    Task task = joined(0, "a", 100);
    ledger.arrive(task);
    ledger.arrive(again(task, 1));

    Turn turn = turn(NOW, 1);

    assertThat(turn.joins()).hasSize(1);
    assertThat(turn.steps().get(1).record())
        .isInstanceOfSatisfying(
            Rejection.class, it -> assertThat(it.code()).isEqualTo(Code.ALREADY_CLAIMED));
    ledger.arrive(again(task, 2));
    assertThat(turn(NOW, 1).joins()).isEmpty();
  }

  @Test
  void isNotPerformedAgainByANewOwner() {
    Task task = joined(0, "a", 100);
    Outcome outcome =
        new Outcome(
            task.action().id(), 0, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 0, NOW, Tasks.EXPIRES);
    ledger.replay(0, outcome, NOW);
    ledger.begin(1, Set.of());

    assertThat(ledger.arrive(task)).isFalse();
    assertThat(ledger.plan(NOW, 1, this::nonce)).isEmpty();
  }

  /** The handler was another kind when it was claimed: what was done then, nobody knows. */
  @Test
  void staysInDoubtWhereAFormerOwnerHadClaimedIt() {
    Task task = joined(0, "a", 100);
    ledger.replay(0, claim(task, 1, "former"), NOW);
    ledger.begin(1, Set.of());
    ledger.arrive(task);
    ledger.passed(1);

    Turn turn = turn(NOW.plusSeconds(36), 1);

    assertThat(turn.joins()).isEmpty();
    assertThat(((Step.End) turn.steps().getFirst()).record().result())
        .isEqualTo(OutcomeResult.IN_DOUBT);
  }

  /** So was what another handler gave back: its attempts are over. */
  @Test
  void endsAsItsLastAttemptDidWhereAFormerOwnerHadPostponedIt() {
    Task task = joined(0, "a", 100);
    ActionId id = task.action().id();
    Code code = Code.TARGET_UNREACHABLE;
    ledger.replay(0, claim(task, 1, "former"), NOW);
    ledger.replay(1, new Postponement(id, 0, OutcomeResult.FAILED, code, 1, NOW, NOW), NOW);
    ledger.begin(2, Set.of());
    ledger.arrive(task);
    ledger.passed(1);

    Turn turn = turn(NOW.plusSeconds(1), 1);

    assertThat(turn.joins()).isEmpty();
    assertThat(turn.starts()).isEmpty();
    assertThat(((Step.End) turn.steps().getFirst()).record())
        .satisfies(outcome -> assertThat(outcome.result()).isEqualTo(OutcomeResult.FAILED))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(code))
        .satisfies(outcome -> assertThat(outcome.attempt()).isOne());
  }

  @ParameterizedTest
  @CsvSource({"9,SUPERSEDED", "10,SUPERSEDED", "11,SUCCEEDED"})
  void doesNotFollowNewerOneThatWasClaimed(long value, OutcomeResult result) {
    Duration memory = Duration.ofMinutes(1);
    ledger.arrive(Tasks.sequenced(task(0, "a"), 10, memory));
    ledger.arrive(Tasks.sequenced(joined(1, "a", 100), value, memory));
    ledger.finish(turn(NOW, 9).starts().getFirst(), SUCCEEDED, NOW);

    Turn turn = turn(NOW, 9);

    assertThat(turn.joins()).hasSize(result == OutcomeResult.SUCCEEDED ? 1 : 0);
    assertThat(((Outcome) turn.steps().get(1).record()).result()).isEqualTo(result);
  }

  /** It asks no target: no circuit holds it back. */
  @Test
  void asksNobodyWhetherItMayStart() {
    ledger.arrive(joined(0, "a", 100));
    Claiming shut =
        new Claiming() {
          @Override
          public String nonce() {
            throw new AssertionError("it is not claimed");
          }

          @Override
          public Optional<Instant> notBefore(String type, Instant now) {
            throw new AssertionError("it has no circuit");
          }
        };

    assertThat(ledger.plan(NOW, 1, shut).orElseThrow().joins()).hasSize(1);
  }

  @Test
  void expires() {
    ledger.arrive(joined(0, "a", 100));

    Turn turn = turn(Tasks.EXPIRES.plusSeconds(5), 1);

    assertThat(((Step.End) turn.steps().getFirst()).record().result())
        .isEqualTo(OutcomeResult.EXPIRED);
  }

  @Test
  void isLeftOutOfTheSameTurnWhenItsTopicRefuses() {
    ledger.arrive(joined(0, "a", 100));
    ledger.arrive(joined(1, "b", 100));
    Turn turn = ledger.plan(NOW, 9, this::nonce).orElseThrow();

    Turn rest = turn.without(Map.of(1L, Code.TOPIC_UNUSABLE));

    assertThat(rest.joins()).extracting(join -> join.record().offset()).containsExactly(0L);
    assertThat(((Step.End) rest.steps().get(1)).record())
        .satisfies(outcome -> {
          assertThat(outcome.result()).isEqualTo(OutcomeResult.FAILED);
          assertThat(outcome.code()).isEqualTo(Code.TOPIC_UNUSABLE);
        });
    assertThat(List.of(rest.lowest(), rest.low())).isEqualTo(List.of(turn.lowest(), turn.low()));
  }

  private Turn turn(Instant now, int free) {
    Turn turn = ledger.plan(now, free, this::nonce).orElseThrow();
    end += turn.steps().size();
    ledger.committed(end);
    return turn;
  }

  private String nonce() {
    return "nonce-" + end;
  }
}
