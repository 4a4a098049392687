package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Turn.Step;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The heads of idle keys, the lowest offset first: whose time is over ends, another may begin. */
record Heads(Draft draft) {
  /**
   * Offers each head to {@code begin}, which tells whether the next of its key may be looked at.
   * What may not begin any more has ended before.
   */
  void offer(Predicate<Task> begin) {
    LedgerState state = draft.state;
    for (String key : state.keys.idleKeys()) {
      if (draft.isFull()) {
        return;
      }
      OptionalLong head = state.keys.head(key);
      while (head.isPresent() && !draft.isFull() && goesOn(head.getAsLong(), begin)) {
        head = state.keys.head(key);
      }
    }
  }

  private boolean goesOn(long offset, Predicate<Task> begin) {
    LedgerState state = draft.state;
    if (!(state.slots.get(offset) instanceof Slot.Waiting(Task task))) {
      throw new IllegalStateException("a queue holds what does not wait");
    }
    if (state.isUsed(task.action().id())) {
      return end(
          task,
          new Step.Reject(new Rejection(offset, Code.ALREADY_CLAIMED, draft.now), task.digest()));
    }
    if (task.isExpired(draft.now, state.limits.skew())) {
      return end(task, Step.End.unclaimed(task, OutcomeResult.EXPIRED, Code.EXPIRED, draft.now));
    }
    if (state.sequences.hasPassed(task, draft.now)) {
      return end(
          task, Step.End.unclaimed(task, OutcomeResult.SUPERSEDED, Code.SUPERSEDED, draft.now));
    }
    return state.memory.size() < state.limits.remembered() && begin.test(task);
  }

  private boolean end(Task task, Step ending) {
    draft.state.dequeue(task);
    draft.record(ending);
    return true;
  }
}
