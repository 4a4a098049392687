package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.receipt.ReceiptBody.OutcomeResult;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Plans one turn: first what has ended, then the claims of former owners, then what may start. Only
 * heads of idle keys are claimed, and only for free workers: what is claimed and never started
 * would be in doubt. Used once.
 */
final class Planner {
  private final LedgerState state;
  private final Instant now;
  private final Supplier<String> nonces;
  private final List<Step> steps = new ArrayList<>();
  private int free;
  private long joined;

  Planner(LedgerState state, Instant now, int free, Supplier<String> nonces) {
    this.state = state;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.free = free;
    this.nonces = nonces;
  }

  List<Step> steps() {
    recordResolution();
    recordEndings();
    resolveInherited();
    startHeads();
    return steps;
  }

  private void recordResolution() {
    state
        .resolving()
        .ifPresent(answer -> {
          Resolution record =
              new Resolution(
                  answer.body().action().id(),
                  answer.record().offset(),
                  answer.command(),
                  now,
                  answer.remembered(),
                  Resolution.NONE);
          state.memory.addResolution(record);
          state.resolving(Optional.empty());
          steps.add(new Step.Resolve(record, answer.body()));
        });
  }

  private boolean isFull() {
    return steps.size() >= state.limits.turn();
  }

  private void recordEndings() {
    while (!isFull() && !state.endings.isEmpty()) {
      record(state.endings.removeFirst());
    }
  }

  private void record(Step ending) {
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
      case Step.Join(var end, var _) -> {
        state.close(end.record().action());
        state.memory.addOutcome(state.ledgerEnd(), end.record());
      }
      case Step.Start _, Step.Resolve _ -> throw new IllegalStateException("this is no ending");
    }
    steps.add(ending);
  }

  /** A former owner has given up at its deadline; before that its key waits, not the partition. */
  private void resolveInherited() {
    for (long offset : List.copyOf(state.inherited)) {
      if (!isFull()
          && state.slots.get(offset) instanceof Slot.Inherited inherited
          && isDue(inherited.claim())) {
        resolve(inherited);
      }
    }
  }

  private boolean isDue(Claim claim) {
    return state.position() > claim.offset()
        && now.isAfter(claim.deadline().plus(state.limits.skew()));
  }

  private void resolve(Slot.Inherited inherited) {
    Claim claim = inherited.claim();
    Optional<Task> again = inherited.task().filter(task -> mayRepeat(task, claim));
    if (again.isPresent() && again.get().manner() instanceof Manner.Claimed(var budget, var _)) {
      if (free > 0) {
        state.inherited.remove(claim.offset());
        claim(again.get(), claim.attempt() + 1, budget);
      }
      return;
    }
    state.inherited.remove(claim.offset());
    state.slots.put(claim.offset(), new Slot.Ending(Optional.of(claim.orderKey())));
    record(Step.End.of(claim, Ending.OWNER_LOST, now));
  }

  private boolean mayRepeat(Task task, Claim claim) {
    return task.idempotent()
        && claim.attempt() < state.limits.attempts()
        && !task.isExpired(now, state.limits.skew());
  }

  private void startHeads() {
    if (free == 0) {
      return;
    }
    for (String key : state.keys.idleKeys()) {
      OptionalLong head = state.keys.head(key);
      while (head.isPresent() && !isFull() && endsOrStarts(key, head.getAsLong())) {
        head = state.keys.head(key);
      }
    }
  }

  /** Takes the head of an idle key; whether the next one may be looked at. */
  private boolean endsOrStarts(String key, long offset) {
    if (!(state.slots.get(offset) instanceof Slot.Waiting(Task task))) {
      throw new IllegalStateException("a queue holds what does not wait");
    }
    if (state.isUsed(task.action().id())) {
      state.keys.removeHead(key);
      record(new Step.Reject(new Rejection(offset, Code.ALREADY_CLAIMED, now), task.digest()));
      return true;
    }
    if (task.isExpired(now, state.limits.skew())) {
      state.keys.removeHead(key);
      record(Step.End.unclaimed(task, OutcomeResult.EXPIRED, Code.EXPIRED, now));
      return true;
    }
    return free > 0 && state.memory.size() < state.limits.remembered() && starts(key, task);
  }

  private boolean starts(String key, Task task) {
    return switch (task.manner()) {
      case Manner.Joined(long bytes) -> joins(key, task, bytes);
      case Manner.Claimed(Duration budget, boolean _) -> {
        state.keys.removeHead(key);
        state.keys.occupy(key);
        claim(task, 1, budget);
        yield false;
      }
    };
  }

  /** It begins and ends in this turn, so it needs no claim, and the next of its key may follow. */
  private boolean joins(String key, Task task, long bytes) {
    if (joined > 0 && joined + bytes > state.limits.joined()) {
      return false;
    }
    joined += bytes;
    state.keys.removeHead(key);
    record(Step.Join.of(task, now));
    return true;
  }

  private void claim(Task task, int attempt, Duration budget) {
    free--;
    Claim claim =
        new Claim(
            task.action(),
            task.decision(),
            task.offset(),
            task.orderKey(),
            attempt,
            nonces.get(),
            now.plus(budget),
            task.life().remembered());
    state.slots.put(task.offset(), new Slot.Running(claim));
    state.open(claim, state.ledgerEnd());
    steps.add(new Step.Start(claim));
  }
}
