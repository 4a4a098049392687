package io.sallyport.cli.simulate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Judges payloads with two bundles, one payload at a time, and counts; keeps no payload and no
 * change. Without an old bundle, nothing was decided before. Owned by one thread.
 */
final class Simulation {
  private final Side next;
  private final Optional<Side> old;
  private final Consumer<Change> changes;
  private long judged;
  private long changed;
  private long allowed;
  private long skipped;

  Simulation(Side next, Optional<Side> old, Consumer<Change> changes) {
    this.next = next;
    this.old = old;
    this.changes = changes;
  }

  /** Judges one. */
  void take(Captured captured) {
    if (!captured.isJudgeable() || !isKnown(captured.sample().source())) {
      skipped++;
      return;
    }
    judged++;
    Map<String, Ruling> before = old.map(side -> side.judge(captured.sample())).orElse(Map.of());
    Map<String, Ruling> after = next.judge(captured.sample());
    TreeSet<String> rules = new TreeSet<>(before.keySet());
    rules.addAll(after.keySet());
    boolean differs = false;
    boolean allows = false;
    for (String rule : rules) {
      Change change = change(captured, rule, before, after);
      if (!change.before().equals(change.after())) {
        changes.accept(change);
        differs = true;
        allows |= change.isNewlyAllowed();
      }
    }
    changed += differs ? 1 : 0;
    allowed += allows ? 1 : 0;
  }

  private boolean isKnown(String source) {
    return next.knows(source) || old.map(side -> side.knows(source)).orElse(false);
  }

  private static Change change(
      Captured captured, String rule, Map<String, Ruling> before, Map<String, Ruling> after) {
    return new Change(
        captured.name(),
        captured.sample().source(),
        rule,
        before.getOrDefault(rule, Ruling.NONE),
        after.getOrDefault(rule, Ruling.NONE));
  }

  /** How many were judged. */
  long judged() {
    return judged;
  }

  /** How many of them end in another way. */
  long changed() {
    return changed;
  }

  /** How many of them lead to an action that they did not lead to before. */
  long allowed() {
    return allowed;
  }

  /** How many could not be judged: neither bundle knows the source, or evidence decided. */
  long skipped() {
    return skipped;
  }
}
