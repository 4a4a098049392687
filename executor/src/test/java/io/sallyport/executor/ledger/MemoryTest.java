package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.EXPIRES;
import static io.sallyport.executor.ledger.Tasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Instant OVER = EXPIRES.plus(SKEW).plus(SKEW);
  private static final Task FIRST = task(3, "a");

  private final Memory memory = new Memory(SKEW);

  @BeforeEach
  void remembersOne() {
    memory.addOutcome(10, Tasks.outcome(FIRST, OutcomeResult.SUCCEEDED));
  }

  @Test
  void keepsActionAsLongAsItsMandateMightCount() {
    memory.forget(OVER, 4);

    assertThat(memory.hasEnded(FIRST.action().id())).isTrue();
    assertThat(memory.low(99)).isEqualTo(10);
  }

  @Test
  void forgetsActionWhoseMandateIsOver() {
    memory.forget(OVER.plusMillis(1), 4);

    assertThat(memory.hasEnded(FIRST.action().id())).isFalse();
    assertThat(memory.low(99)).isEqualTo(99);
  }

  @Test
  void keepsWhatEndedAboveTheLowestUnfinished() {
    memory.forget(OVER.plusMillis(1), 3);

    assertThat(memory.hasEnded(FIRST.action().id())).isTrue();
  }

  @Test
  void keepsRejectionAboveTheLowestUnfinishedOnly() {
    Memory rejections = new Memory(SKEW);
    rejections.addRejection(7, 5);
    rejections.forget(EXPIRES, 5);
    long kept = rejections.low(99);
    rejections.forget(EXPIRES, 6);

    assertThat(kept).isEqualTo(7);
    assertThat(rejections.size()).isZero();
  }

  @Test
  void forgetsWhatLiesBehindOneThatIsNeeded() {
    memory.addRejection(11, 0);
    memory.forget(EXPIRES, 4);

    assertThat(memory.size()).isOne();
    assertThat(memory.low(99)).isEqualTo(10);
  }

  @Test
  void forgetsTheActionThatLiesBehindOneThatIsNeeded() {
    Memory longer = new Memory(SKEW);
    Outcome outcome = Tasks.outcome(FIRST, OutcomeResult.SUCCEEDED);
    longer.addOutcome(9, until(outcome, Tasks.task(1, "b"), EXPIRES.plusSeconds(3600)));
    longer.addOutcome(10, outcome);

    longer.forget(OVER.plusMillis(1), 4);

    assertThat(longer.hasEnded(FIRST.action().id())).isFalse();
    assertThat(longer.size()).isOne();
  }

  @Test
  void keepsWhatIsNeededBetweenWhatIsForgotten() {
    memory.addRejection(11, 0);
    memory.addRejection(12, 5);
    memory.addRejection(13, 1);
    memory.addRejection(14, 6);
    memory.forget(EXPIRES, 4);
    int kept = memory.size();
    memory.forget(OVER.plusMillis(1), 4);

    assertThat(kept).isEqualTo(3);
    assertThat(memory.size()).isEqualTo(2);
    assertThat(memory.low(99)).isEqualTo(12);
  }

  private static Outcome until(Outcome like, Task task, Instant expires) {
    return new Outcome(
        task.action().id(),
        task.offset(),
        like.result(),
        like.code(),
        like.attempt(),
        like.at(),
        expires);
  }

  @Test
  void looksBehindOneThatIsNeededOnceASecond() {
    memory.forget(EXPIRES, 4);
    memory.addRejection(11, 0);
    memory.forget(EXPIRES.plusSeconds(1), 4);
    int before = memory.size();
    memory.forget(EXPIRES.plusMillis(1001), 4);

    assertThat(before).isEqualTo(2);
    assertThat(memory.size()).isOne();
  }
}
