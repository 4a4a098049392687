package io.sallyport.executor.minter;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.ledger.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For which actions something was lent: once for each, or once for each attempt where the type is
 * idempotent, never two at a time, and so after a restart as well. Safe for any thread.
 */
final class Spent {
  private final SpentFile file;
  private final Limits limits;
  private final InstantSource clock;
  private final Map<ActionId, Use> uses = new HashMap<>();

  /** Before then nothing can be forgotten. */
  private Instant earliest = Instant.MAX;

  private int lines;

  /**
   * Its bounds.
   *
   * @param most actions that are remembered
   * @param attempts of an idempotent action
   */
  record Limits(int most, int attempts) {}

  /** What is known of an action; {@code attempt} 0 means that nothing was handed out yet. */
  private record Use(int attempt, boolean isOpen, Instant expires) {}

  /** Remembers what the file says. */
  Spent(SpentFile file, Limits limits, InstantSource clock) {
    this.file = file;
    this.limits = limits;
    this.clock = clock;
    file.read().forEach(line -> uses.merge(line.id(), use(line), Spent::later));
    compact();
  }

  private static Use use(SpentFile.Line line) {
    return new Use(line.attempt(), false, line.expires());
  }

  private static Use later(Use one, Use other) {
    return one.attempt() > other.attempt() ? one : other;
  }

  /** Something is about to be lent for this attempt; or why nothing may be. */
  synchronized Optional<Code> begin(Task task, int attempt, Instant expires) {
    ActionId id = task.action().id();
    Use before = uses.getOrDefault(id, new Use(0, false, expires));
    int most = task.idempotent() ? limits.attempts() : 1;
    if (before.isOpen() || attempt <= before.attempt() || attempt > most) {
      return Optional.of(Code.LEASE_REPEATED);
    }
    if (!uses.containsKey(id) && isFull()) {
      return Optional.of(Code.LEASES_FULL);
    }
    uses.put(id, new Use(before.attempt(), true, expires));
    return Optional.empty();
  }

  /** Whoever asks when it is full makes it look once for each moment at which something ends. */
  private boolean isFull() {
    if (uses.size() >= limits.most() && !clock.instant().isBefore(earliest)) {
      forget();
    }
    return uses.size() >= limits.most();
  }

  /** It is there, and may be handed out when this returns. */
  synchronized void lent(ActionId id, int attempt) {
    Use open = use(id);
    if (lines > 2 * limits.most()) {
      compact();
    }
    file.add(new SpentFile.Line(id, attempt, open.expires()));
    lines++;
    uses.put(id, new Use(attempt, true, open.expires()));
  }

  /** What was lent is taken back, or nothing was lent after all. */
  synchronized void end(ActionId id) {
    Use open = use(id);
    if (open.attempt() == 0) {
      uses.remove(id);
    } else {
      uses.put(id, new Use(open.attempt(), false, open.expires()));
      earliest = earlier(earliest, open.expires());
    }
  }

  private Use use(ActionId id) {
    Use use = uses.get(id);
    if (use == null) {
      throw new IllegalStateException("nothing was begun for this action");
    }
    return use;
  }

  /** Forgets what no mandate counts for any more; its lines stay until there are too many. */
  private void forget() {
    Instant now = clock.instant();
    uses.values().removeIf(use -> !use.isOpen() && !now.isBefore(use.expires()));
    earliest =
        uses.values().stream()
            .filter(use -> !use.isOpen())
            .map(Use::expires)
            .reduce(Instant.MAX, Spent::earlier);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Writes the file anew, with what still counts. */
  private void compact() {
    forget();
    file.replace(
        uses.entrySet().stream()
            .filter(entry -> entry.getValue().attempt() > 0)
            .map(entry -> {
              Use use = entry.getValue();
              return new SpentFile.Line(entry.getKey(), use.attempt(), use.expires());
            })
            .toList());
    lines = uses.size();
  }
}
