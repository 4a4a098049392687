package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class GateObserverTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final TaskId FIRST = new TaskId(1, 0);
  private static final TaskId SECOND = new TaskId(1, 1);

  private final GateObserver observer = new GateObserver(new Metrics());

  @Test
  void hasNoProgressBeforeATaskOpens() {
    assertThat(observer.hasProgress(NOW)).isFalse();
  }

  @Test
  void hasProgressWithoutAPartitionOfTheGate() {
    observer.moved(new TaskId(0, 0), NOW);

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
    observer.moved(new TaskId(0, 0), NOW.minus(GateObserver.PATIENCE));

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
