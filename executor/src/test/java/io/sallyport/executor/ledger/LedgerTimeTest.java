package io.sallyport.executor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker's time goes on from the claim by the clock that is never set. */
class LedgerTimeTest {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Instant END = Tasks.EXPIRES.plus(SKEW);

  /** Where the other clock stands says nothing; it may be below zero. */
  private static final long SINCE = -1_000;

  private final Task task = Tasks.task(7, "key");

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "1, true"})
  void isOverFromTheEndOfTheMandateAndSkew(long millis, boolean over) {
    LedgerTime time = new LedgerTime(END.plusMillis(millis), SINCE, SKEW);

    assertThat(time.isOver(task, SINCE)).isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "1, true"})
  void countsWhatHasPassedSinceTheClaim(long nanos, boolean over) {
    LedgerTime time = new LedgerTime(END.minusSeconds(3), SINCE, SKEW);

    assertThat(time.isOver(task, SINCE + Duration.ofSeconds(3).toNanos() + nanos)).isEqualTo(over);
  }

  @Test
  void looksAtTheClockThatIsNeverSet() {
    long anHourAgo = System.nanoTime() - Duration.ofHours(1).toNanos();

    assertThat(new LedgerTime(Tasks.NOW, anHourAgo, SKEW).isOver(task)).isTrue();
    assertThat(new LedgerTime(Tasks.NOW, System.nanoTime(), SKEW).isOver(task)).isFalse();
  }
}
