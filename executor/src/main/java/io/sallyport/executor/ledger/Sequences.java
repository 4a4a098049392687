package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The newest action that was claimed of each type and key that has a sequence: no older one is
 * claimed after it. Remembers in ledger order and forgets when every mandate of before the claim is
 * over. Owned by the ledger's thread.
 */
final class Sequences {
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

  private final LinkedHashMap<Series, Newest> series = new LinkedHashMap<>();
  private final int most;
  private Instant swept = Instant.MIN;

  private record Series(String type, String key) {
    static Series of(Task task) {
      return new Series(task.action().type(), task.orderKey());
    }

    static Series of(Claim claim) {
      return new Series(claim.action().type(), claim.orderKey());
    }
  }

  private record Newest(Claim.Sequence sequence, long ledgerOffset) {
    boolean isOver(Instant now) {
      return now.isAfter(sequence.until());
    }
  }

  /** Remembers at most so many keys. */
  Sequences(int most) {
    this.most = most;
  }

  /** Whether an action that is as new or newer was claimed. */
  boolean hasPassed(Task task, Instant now) {
    Newest newest = series.get(Series.of(task));
    Optional<Task.Sequence> own = task.order().sequence();
    return newest != null
        && own.isPresent()
        && !newest.isOver(now)
        && own.get().value() <= newest.sequence().value();
  }

  /** Whether a claim of this task could be remembered. */
  boolean hasRoom(Task task, Instant now) {
    if (task.order().sequence().isEmpty() || series.containsKey(Series.of(task))) {
      return true;
    }
    if (series.size() >= most && !now.isBefore(swept)) {
      series.values().removeIf(newest -> newest.isOver(now));
      swept = now.plus(BETWEEN_SWEEPS);
    }
    return series.size() < most;
  }

  /**
   * Takes in a claim that lies at or above {@code ledgerOffset}. One that is over {@code now} is
   * not remembered, but where an older one of its key is.
   */
  void add(long ledgerOffset, Claim claim, Instant now) {
    claim
        .order()
        .sequence()
        .map(sequence -> new Newest(sequence, ledgerOffset))
        .ifPresent(newest -> add(Series.of(claim), newest, now));
  }

  private void add(Series of, Newest newest, Instant now) {
    Newest before = series.get(of);
    if (before == null
        ? !newest.isOver(now)
        : before.sequence().value() <= newest.sequence().value()) {
      series.remove(of);
      series.put(of, newest);
    }
  }

  /** Forgets what no one can need any more. */
  void forget(Instant now) {
    while (!series.isEmpty() && series.firstEntry().getValue().isOver(now)) {
      series.pollFirstEntry();
    }
  }

  /** The ledger offset of the first claim that is needed, or {@code end}. */
  long low(long end) {
    return series.isEmpty() ? end : series.firstEntry().getValue().ledgerOffset();
  }
}
