package io.sallyport.quickstart.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.supervise.RestartBudget.GiveUp;
import io.sallyport.quickstart.supervise.RestartBudget.Restart;
import io.sallyport.quickstart.supervise.RestartBudget.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A child is started again a bounded number of times within a window. */
class RestartBudgetTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WINDOW = Duration.ofSeconds(60);

  @Test
  void allowsAsManyRestartsAsTheLimit() {
    assertThat(spendEachSecond(2, 2)).isInstanceOf(Restart.class);
  }

  @Test
  void givesUpAboveTheLimit() {
    assertThat(spendEachSecond(2, 3)).isInstanceOf(GiveUp.class);
  }

  @Test
  void givesUpAtOnceWithoutRestarts() {
    assertThat(RestartBudget.of(0, WINDOW).spend(START)).isInstanceOf(GiveUp.class);
  }

  @Test
  void forgetsRestartsThatLeftTheWindow() {
    var budget = rest(RestartBudget.of(1, WINDOW).spend(START));

    assertThat(budget.spend(START.plus(WINDOW).minusMillis(1))).isInstanceOf(GiveUp.class);
    assertThat(budget.spend(START.plus(WINDOW))).isInstanceOf(Restart.class);
  }

  private static Verdict spendEachSecond(int limit, int times) {
    RestartBudget budget = RestartBudget.of(limit, WINDOW);
    for (int i = 0; i < times - 1; i++) {
      budget = rest(budget.spend(START.plusSeconds(i)));
    }
    return budget.spend(START.plusSeconds(times));
  }

  private static RestartBudget rest(Verdict verdict) {
    return switch (verdict) {
      case Restart(int number, RestartBudget rest) -> rest;
      case GiveUp() -> throw new AssertionError("gave up too early");
    };
  }
}
