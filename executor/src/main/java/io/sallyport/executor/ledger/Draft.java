package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A turn in the making: its steps so far, each of which the state knows of. Used once. */
final class Draft {
  final LedgerState state;
  final Instant now;
  private final List<Step> steps = new ArrayList<>();

  Draft(LedgerState state, Instant now) {
    this.state = state;
    this.now = now;
  }

  List<Step> steps() {
    return steps;
  }

  boolean isFull() {
    return steps.size() >= state.limits.turn();
  }

  /** Takes in a step that changes nothing but what its maker has changed. */
  void add(Step step) {
    steps.add(step);
  }

  /** Takes in what ended, or was given back. */
  void record(Step step) {
    if (step instanceof Step.Postpone postpone) {
      postpone(postpone);
    } else {
      end(step);
    }
    steps.add(step);
  }

  /**
   * Its key stays busy: what comes later of that key does not overtake it. Nothing is claimed in
   * the turn that gives it back.
   */
  private void postpone(Step.Postpone step) {
    long offset = step.record().offset();
    state.slots.put(
        offset, new Slot.Postponed(step.claim(), step.last(), Optional.of(step.task())));
    look(step.record().again(), offset);
  }

  private void end(Step ending) {
    long offset = ending.record().offset();
    if (state.slots.get(offset) instanceof Slot.Ending(Optional<String> held)) {
      held.ifPresent(state.keys::release);
    }
    state.slots.put(offset, new Slot.Done());
    switch (ending) {
      case Step.End(var outcome, var _, var _, var _, var _, var _) -> {
        state.close(outcome.action());
        state.memory.addOutcome(state.ledgerEnd(), outcome);
      }
      case Step.Reject(Rejection rejection, var _) ->
          state.memory.addRejection(state.ledgerEnd(), rejection.offset());
      case Step.Join(var end, var _, var _) -> {
        state.close(end.record().action());
        state.memory.addOutcome(state.ledgerEnd(), end.record());
      }
      case Step.Start _, Step.Resolve _, Step.Postpone _ ->
          throw new IllegalStateException("this is no ending");
    }
  }

  /** What was claimed, and does not run, ends so. */
  void endClaimed(Claim claim, Ending ending) {
    state.slots.put(claim.offset(), new Slot.Ending(Optional.of(claim.orderKey())));
    record(Step.End.of(claim, ending, now));
  }

  /** Looks at it again, not before the next turn, or this one would never end. */
  void look(Instant at, long offset) {
    Instant next = now.plusMillis(1);
    state.timetable.add(at.isBefore(next) ? next : at, offset);
  }
}
