package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is to be looked at comes at its time, in order, and once. */
class TimetableTest {
  private final Timetable timetable = new Timetable();

  @Test
  void givesTheEarliestFirstAndNoneBeforeItsTime() {
    timetable.add(NOW.plusMillis(1), 3);
    timetable.add(NOW, 5);
    timetable.add(NOW, 4);

    assertThat(timetable.poll(NOW.minusMillis(1))).isEmpty();
    assertThat(timetable.poll(NOW)).hasValue(4);
    assertThat(timetable.poll(NOW)).hasValue(5);
    assertThat(timetable.poll(NOW)).isEmpty();
    assertThat(timetable.poll(NOW.plusMillis(1))).hasValue(3);
    assertThat(timetable.poll(NOW.plusSeconds(1))).isEqualTo(OptionalLong.empty());
  }

  @Test
  void keepsOneEntryOfTheSameTimeAndOffset() {
    timetable.add(NOW, 4);
    timetable.add(NOW, 4);

    assertThat(timetable.poll(NOW)).hasValue(4);
    assertThat(timetable.poll(NOW)).isEmpty();
  }
}
