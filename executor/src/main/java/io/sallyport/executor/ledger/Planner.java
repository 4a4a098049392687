package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.resolve.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Plans one turn: first what has ended, then what begins. What begins joins the turn, or is claimed
 * by it, never both: a topic may hold up a turn that carries records, and the time of a claim runs
 * from the plan on. Used once.
 */
final class Planner {
  private final LedgerState state;
  private final Draft draft;
  private final Joins joins;
  private final Starts starts;
  private final int free;

  Planner(LedgerState state, Instant now, int free, Claiming claiming) {
    this.state = state;
    this.draft = new Draft(state, now.truncatedTo(ChronoUnit.MILLIS));
    this.joins = new Joins(draft);
    this.starts = new Starts(draft, free, claiming);
    this.free = free;
  }

  List<Step> steps() {
    state.resolving().ifPresent(this::recordResolution);
    recordEndings();
    starts.endLost();
    if (free > 0) {
      begin();
    }
    return draft.steps();
  }

  private void recordResolution(Answer answer) {
    Resolution record =
        new Resolution(
            answer.body().action().id(),
            answer.record().offset(),
            answer.command(),
            draft.now,
            answer.remembered(),
            Resolution.NONE);
    state.memory.addResolution(record);
    state.resolving(Optional.empty());
    draft.add(new Step.Resolve(record, answer.body()));
  }

  private void recordEndings() {
    while (!draft.isFull() && !state.endings.isEmpty()) {
      draft.record(state.endings.removeFirst());
    }
  }

  /** What did not begin the last time goes first, so neither keeps the other waiting for ever. */
  private void begin() {
    if (state.joinedLast) {
      state.joinedLast = !starts.begin() && joins.begin();
    } else if (joins.begin()) {
      state.joinedLast = true;
    } else {
      boolean _ = starts.begin();
    }
  }
}
