package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.GateObserver.Task;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateObserverTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Task FIRST = new Task(true, 0);
  private static final Task SECOND = new Task(true, 1);

  private final GateObserver observer = new GateObserver(new Metrics());

  @Test
  void hasNoProgressBeforeATaskOpens() {
    assertThat(observer.hasProgress(NOW)).isFalse();
  }

  @Test
  void hasProgressWithoutAPartitionOfTheGate() {
    observer.moved(new Task(false, 0), NOW);

    assertThat(observer.hasProgress(NOW)).isTrue();
  }

  @Test
  void hasProgressWhileEveryTaskMoves() {
    observer.moved(FIRST, NOW);
    observer.moved(SECOND, NOW.minusSeconds(9));

    assertThat(observer.hasProgress(NOW)).isTrue();
  }

  @Test
  void losesProgressWhenOneTaskOfManyStandsStill() {
    observer.moved(FIRST, NOW);
    observer.moved(SECOND, NOW.minus(GateObserver.PATIENCE));

    assertThat(observer.hasProgress(NOW)).isFalse();
  }

  @Test
  void losesProgressWhenAStepBeforeTheGateStandsStill() {
    observer.moved(FIRST, NOW);
    observer.moved(new Task(false, 0), NOW.minus(GateObserver.PATIENCE));

    assertThat(observer.hasProgress(NOW)).isFalse();
  }

  @Test
  void waitsForNoTaskThatWasGivenUp() {
    observer.moved(FIRST, NOW);
    observer.moved(SECOND, NOW.minus(GateObserver.PATIENCE));
    observer.ended(SECOND);

    assertThat(observer.hasProgress(NOW)).isTrue();
  }
}
