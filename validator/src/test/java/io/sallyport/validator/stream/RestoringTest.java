package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Kafka Streams tells of a start that takes long, and of partitions that are to come. */
class RestoringTest {
  private static final Instant BEGUN = Instant.parse("2026-11-20T12:00:00Z");
  private static final TopicPartition SEEN = new TopicPartition("seen-changelog", 0);
  private static final TopicPartition DESK = new TopicPartition("desk-changelog", 1);
  private static final TaskId TASK = new TaskId(0, 0);

  private Instant now = BEGUN;
  private final Metrics metrics = new Metrics();
  private final Restoring restoring = new Restoring(metrics, () -> now);

  @Test
  void isPatientForItsTimeAlone() {
    now = BEGUN.plus(Restoring.PATIENCE);
    assertThat(restoring.isStuck()).isFalse();

    now = now.plusMillis(1);

    assertThat(restoring.isStuck()).isTrue();
  }

  @Test
  void isBehindWithMoreThanATakeoverWaitsFor() {
    restoring.onUpdateStart(SEEN, "seen", 0);
    restoring.onBatchLoaded(SEEN, "seen", TASK, 5, 5, StreamsSettings.MAX_LAG + 6);
    assertThat(restoring.isBehind()).isTrue();

    restoring.onBatchLoaded(SEEN, "seen", TASK, 6, 1, StreamsSettings.MAX_LAG + 6);

    assertThat(restoring.isBehind()).isFalse();
  }

  @Test
  void tellsSinceWhenAPartitionOfItsOwnWaits() {
    restoring.onRestoreStart(SEEN, "seen", 0, 10);
    now = BEGUN.plusSeconds(9);
    restoring.onRestoreStart(DESK, "desk", 0, 10);
    restoring.onBatchRestored(SEEN, "seen", 5, 5);
    assertThat(restoring.unreadSince()).contains(BEGUN);

    restoring.onRestoreEnd(SEEN, "seen", 10);
    assertThat(restoring.unreadSince()).contains(now);

    restoring.onRestoreSuspended(DESK, "desk", 10);
    assertThat(restoring.unreadSince()).isEmpty();
  }

  /** What the others write goes on, so it never comes to the end. */
  @Test
  void tellsSinceWhenThereIsACopy() {
    restoring.onUpdateStart(DESK, "desk", 0);
    now = BEGUN.plusSeconds(9);
    restoring.onBatchLoaded(DESK, "desk", TASK, 5, 5, 10);
    assertThat(restoring.unreadSince()).contains(BEGUN);

    restoring.onUpdateSuspended(DESK, "desk", 10, 10, SuspendReason.PROMOTED);
    assertThat(restoring.unreadSince()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("progress")
  void isPatientAnewWithAllThatComes(Consumer<Restoring> progress) {
    now = BEGUN.plus(Restoring.PATIENCE);
    progress.accept(restoring);

    now = now.plus(Restoring.PATIENCE);

    assertThat(restoring.isStuck()).isFalse();
    now = now.plusMillis(1);
    assertThat(restoring.isStuck()).isTrue();
  }

  static List<Named<Consumer<Restoring>>> progress() {
    return List.of(
        Named.of("a start", to -> to.onRestoreStart(SEEN, "seen", 0, 10)),
        Named.of("a batch", to -> to.onBatchRestored(SEEN, "seen", 5, 5)),
        Named.of("an end", to -> to.onRestoreEnd(SEEN, "seen", 10)),
        Named.of("a stop", to -> to.onRestoreSuspended(SEEN, "seen", 10)),
        Named.of("a copy's start", to -> to.onUpdateStart(SEEN, "seen", 0)),
        Named.of("a copy's batch", to -> to.onBatchLoaded(SEEN, "seen", TASK, 5, 5, 10)),
        Named.of(
            "a copy's end",
            to -> to.onUpdateSuspended(SEEN, "seen", 10, 10, SuspendReason.PROMOTED)));
  }

  @Test
  void showsHowMuchIsLeft() {
    restoring.onRestoreStart(SEEN, "seen", 100, 1_100);
    restoring.onBatchLoaded(DESK, "desk", TASK, 5, 5, 25);
    assertThat(left()).contains(" 1020\n");

    restoring.onBatchRestored(SEEN, "seen", 600, 50);
    assertThat(left()).contains(" 520\n");

    restoring.onRestoreEnd(SEEN, "seen", 100);
    restoring.onUpdateSuspended(DESK, "desk", 25, 25, SuspendReason.MIGRATED);
    assertThat(left()).contains(" 0\n");
  }

  private String left() {
    return metrics
            .text()
            .lines()
            .filter(line -> line.startsWith("sallyport_validator_restoring_records "))
            .findFirst()
            .orElseThrow()
        + "\n";
  }
}
