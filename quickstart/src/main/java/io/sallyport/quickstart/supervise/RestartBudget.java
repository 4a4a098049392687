package io.sallyport.quickstart.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often a child may be started again: a value, so that each ending gives the next budget.
 *
 * @param limit restarts that one window allows
 * @param window how long a restart counts
 * @param spent when the restarts happened that may still count
 */
public record RestartBudget(int limit, Duration window, List<Instant> spent) {

  /** Copies the list. */
  public RestartBudget {
    spent = List.copyOf(spent);
  }

  /** A budget of which nothing is spent. */
  public static RestartBudget of(int limit, Duration window) {
    return new RestartBudget(limit, window, List.of());
  }

  /** What to do about a child that ended now. */
  Verdict spend(Instant now) {
    Instant oldest = now.minus(window);
    List<Instant> counting = spent.stream().filter(at -> at.isAfter(oldest)).toList();
    if (counting.size() >= limit) {
      return new GiveUp();
    }
    var more = Stream.concat(counting.stream(), Stream.of(now));
    return new Restart(counting.size() + 1, new RestartBudget(limit, window, more.toList()));
  }

  /** The answer to one ending. */
  sealed interface Verdict {}

  /** Start it again; this is the n-th time within the window. */
  record Restart(int number, RestartBudget rest) implements Verdict {}

  /** It ended too often. */
  record GiveUp() implements Verdict {}
}
