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

/**
 * Plans one turn: first what has ended, then the claims of former owners, then what was postponed
 * until now, then what may start. Only heads of idle keys are claimed, and only for free workers:
 * what is claimed and never started would be in doubt. Used once.
 */
final class Planner {
  /** After how long it is looked again at what waits for something else than a time. */
  static final Duration RECHECK = Duration.ofMillis(250);

  private final LedgerState state;
  private final Instant now;
  private final Claiming claiming;
  private final List<Step> steps = new ArrayList<>();
  private int free;
  private long joined;

  Planner(LedgerState state, Instant now, int free, Claiming claiming) {
    this.state = state;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.free = free;
    this.claiming = claiming;
  }

  List<Step> steps() {
    recordResolution();
    recordEndings();
    resolveInherited();
    lookAgain();
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

  private void record(Step step) {
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
      case Step.Join(var end, var _) -> {
        state.close(end.record().action());
        state.memory.addOutcome(state.ledgerEnd(), end.record());
      }
      case Step.Start _, Step.Resolve _, Step.Postpone _ ->
          throw new IllegalStateException("this is no ending");
    }
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
    if (again.isEmpty()) {
      state.inherited.remove(claim.offset());
      endClaimed(claim, Ending.OWNER_LOST);
    } else if (free > 0 && notBefore(again.get()).isEmpty()) {
      state.inherited.remove(claim.offset());
      claim(again.get(), Claim.Try.of(claim.attempt() + 1));
    }
  }

  private void endClaimed(Claim claim, Ending ending) {
    state.slots.put(claim.offset(), new Slot.Ending(Optional.of(claim.orderKey())));
    record(Step.End.of(claim, ending, now));
  }

  private Optional<Instant> notBefore(Task task) {
    return claiming.notBefore(task.action().type(), now);
  }

  private boolean mayRepeat(Task task, Claim claim) {
    return task.idempotent()
        && claim.attempt() < state.limits.attempts()
        && !task.isExpired(now, state.limits.skew());
  }

  /** Takes up what was to be looked at again by now. */
  private void lookAgain() {
    OptionalLong offset = next();
    while (offset.isPresent()) {
      switch (state.slots.get(offset.getAsLong())) {
        case Slot.Waiting(Task task) -> state.keys.wake(task.orderKey());
        case Slot.Postponed postponed -> tryAgain(postponed);
        case null, default -> {}
      }
      offset = next();
    }
  }

  private OptionalLong next() {
    return free > 0 && !isFull() ? state.timetable.poll(now) : OptionalLong.empty();
  }

  /**
   * Nothing fires late: without time for another attempt the action ends as its last one did. So
   * does one that would join its turn by now: its attempts were those of another handler.
   */
  private void tryAgain(Slot.Postponed postponed) {
    Claim claim = postponed.claim();
    if (postponed.task().isEmpty() && state.position() <= claim.offset()) {
      look(now.plus(RECHECK), claim.offset());
      return;
    }
    Optional<Task> task = postponed.task().filter(known -> known.mayBeTried(now));
    if (task.isEmpty()) {
      endClaimed(claim, postponed.last());
      return;
    }
    Optional<Instant> later = notBefore(task.get());
    if (later.isPresent()) {
      look(earlier(later.get(), task.get().life().expires()), claim.offset());
    } else {
      boolean doubtful = postponed.last().result() == OutcomeResult.IN_DOUBT;
      claim(task.get(), new Claim.Try(claim.attempt() + 1, doubtful));
    }
  }

  /** Not before the next turn, or this one would never end. */
  private void look(Instant at, long offset) {
    Instant next = now.plusMillis(1);
    state.timetable.add(at.isBefore(next) ? next : at, offset);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
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
    if (state.sequences.hasPassed(task, now)) {
      state.keys.removeHead(key);
      record(Step.End.unclaimed(task, OutcomeResult.SUPERSEDED, Code.SUPERSEDED, now));
      return true;
    }
    return free > 0 && state.memory.size() < state.limits.remembered() && starts(key, task);
  }

  private boolean starts(String key, Task task) {
    if (task.manner() instanceof Manner.Joined(long bytes)) {
      return joins(key, task, bytes);
    }
    startOrDefer(key, task);
    return false;
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

  private void startOrDefer(String key, Task task) {
    Optional<Instant> later =
        state.sequences.hasRoom(task, now) ? notBefore(task) : Optional.of(now.plus(RECHECK));
    if (later.isPresent()) {
      Instant end = task.life().expires().plus(state.limits.skew());
      state.keys.defer(key);
      look(earlier(later.get(), end), task.offset());
      return;
    }
    state.keys.removeHead(key);
    state.keys.occupy(key);
    claim(task, Claim.Try.of(1));
  }

  private void claim(Task task, Claim.Try tried) {
    free--;
    Claim claim =
        new Claim(
            task.action(),
            task.decision(),
            task.offset(),
            task.order().claimed(now, state.limits.skew()),
            tried,
            claiming.nonce(),
            now.plus(task.budget()),
            task.life().remembered());
    state.slots.put(task.offset(), new Slot.Running(claim));
    state.open(claim, state.ledgerEnd());
    state.sequences.add(state.ledgerEnd(), claim);
    claiming.claimed(claim);
    steps.add(new Step.Start(claim));
  }
}
