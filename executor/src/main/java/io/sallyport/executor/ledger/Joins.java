package io.sallyport.executor.ledger;

import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.ledger.Turn.Step;

/** What joins a turn: it begins and ends there, so it needs no claim. Used once. */
final class Joins {
  private final Draft draft;
  private long bytes;
  private boolean any;

  Joins(Draft draft) {
    this.draft = draft;
  }

  /** Lets heads join, as many as fit; whether one did. */
  boolean begin() {
    if (!draft.state.hasJoining()) {
      return false;
    }
    new Heads(draft)
        .offer(task -> task.manner() instanceof Manner.Joined(long size) && joins(task, size));
    return any;
  }

  /** The next of its key may follow in the same turn. */
  private boolean joins(Task task, long size) {
    if (any && bytes + size > draft.state.limits.joined()) {
      return false;
    }
    any = true;
    bytes += size;
    draft.state.dequeue(task);
    draft.record(Step.Join.of(task, draft.now));
    return true;
  }
}
