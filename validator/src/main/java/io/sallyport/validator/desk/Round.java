package io.sallyport.validator.desk;

import io.sallyport.validator.defer.DeferStore;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.defer.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one tick does about what waits: one step after the other, each with what the one before left
 * behind, and so many of them. Used by one thread, for one tick.
 */
final class Round {
  /** So many are decided, beside those whose time is over. */
  static final int STEPS = 100;

  /** At how many lines it looks. */
  static final int LINES = 50;

  /** What has no more time than this is looked at whether its line's turn has come or not. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Desk desk;
  private final DeskStore store;
  private final Consumer<DeskEffects> carry;
  private int steps;

  /** A round of {@code desk}, of whose effects {@code carry} has to put all into the store. */
  Round(Desk desk, DeskStore store, Consumer<DeskEffects> carry) {
    this.desk = desk;
    this.store = store;
    this.carry = carry;
  }

  void go(Instant now) {
    DeferStore waiting = store.deferred();
    waiting.overdue(now).forEach(each -> step(each, now));
    waiting.closing(now, now.plus(CLOSING)).forEach(each -> step(each, now));
    Set<Line> looked = new HashSet<>();
    while (steps < STEPS && looked.size() < LINES) {
      Optional<Line> line = waiting.next().filter(looked::add);
      if (line.isEmpty()) {
        return;
      }
      advance(line.get(), now);
    }
  }

  /** As long as the first of a line leaves it. */
  private void advance(Line line, Instant now) {
    Optional<Deferred> first = store.deferred().first(line);
    while (first.isPresent() && steps < STEPS) {
      Deferred.Place place = first.get().place();
      step(first.get(), now);
      steps++;
      first = store.deferred().first(line).filter(next -> !next.place().equals(place));
    }
  }

  private void step(Deferred deferred, Instant now) {
    carry.accept(desk.resume(deferred, store, store.chain(), now));
  }
}
