package io.sallyport.executor.ledger;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endings that a new owner must still find in the ledger: of actions whose mandate could be
 * presented again, and of records above the lowest unfinished one. Beside them, what persons
 * resolved. Owned by the ledger's thread.
 */
final class Memory {
  /** How often those behind one that is needed for long are looked through. */
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Set<ActionId> ended = new HashSet<>();
  private final Map<ActionId, Resolution> resolutions = new HashMap<>();
  private final Duration margin;
  private Instant swept = Instant.EPOCH;

  private record Entry(
      long ledgerOffset, long offset, Optional<ActionId> action, Instant expires) {}

  /** A memory that keeps ids for twice {@code skew} longer than their mandates hold. */
  Memory(Duration skew) {
    this.margin = skew.multipliedBy(2);
  }

  /** Takes in a resolution; it is remembered until no other of its action is accepted. */
  void addResolution(Resolution resolution) {
    resolutions.putIfAbsent(resolution.action(), resolution);
  }

  /** The resolution of an action, if it was resolved. */
  Optional<Resolution> resolution(ActionId action) {
    return Optional.ofNullable(resolutions.get(action));
  }

  /** How many resolutions are still needed. */
  int resolutions(Instant now) {
    resolutions.values().removeIf(each -> now.isAfter(each.expires()));
    return resolutions.size();
  }

  boolean hasEnded(ActionId action) {
    return ended.contains(action);
  }

  /** Whether an ending must be remembered when everything below {@code lowest} has ended. */
  boolean isNeeded(Outcome outcome, Instant now, long lowest) {
    return isNeeded(outcome.offset(), outcome.expires().plus(margin), now, lowest);
  }

  void addOutcome(long ledgerOffset, Outcome outcome) {
    ended.add(outcome.action());
    Optional<ActionId> action = Optional.of(outcome.action());
    Instant until = outcome.expires().plus(margin);
    entries.addLast(new Entry(ledgerOffset, outcome.offset(), action, until));
  }

  void addRejection(long ledgerOffset, long offset) {
    entries.addLast(new Entry(ledgerOffset, offset, Optional.empty(), Instant.MIN));
  }

  /**
   * Forgets what no one can need any more. What persons approved is needed until its deadline, and
   * must not make everything after it be remembered as long.
   */
  void forget(Instant now, long lowest) {
    while (!entries.isEmpty() && !isNeeded(entries.getFirst(), now, lowest)) {
      drop(entries.removeFirst());
    }
    if (!entries.isEmpty() && swept.plus(SWEEP).isBefore(now)) {
      swept = now;
      entries.removeIf(entry -> isForgotten(entry, now, lowest));
    }
  }

  private boolean isForgotten(Entry entry, Instant now, long lowest) {
    if (isNeeded(entry, now, lowest)) {
      return false;
    }
    drop(entry);
    return true;
  }

  private void drop(Entry entry) {
    entry.action().ifPresent(ended::remove);
  }

  private static boolean isNeeded(Entry entry, Instant now, long lowest) {
    return isNeeded(entry.offset(), entry.expires(), now, lowest);
  }

  private static boolean isNeeded(long offset, Instant until, Instant now, long lowest) {
    return offset >= lowest || !now.isAfter(until);
  }

  int size() {
    return entries.size();
  }

  /** The ledger offset of the first ending that is needed, or {@code end}. */
  long low(long end) {
    return entries.isEmpty() ? end : entries.getFirst().ledgerOffset();
  }
}
