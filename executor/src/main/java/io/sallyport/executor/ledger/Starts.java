package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a turn claims: first again what former owners had claimed, then what was postponed until
 * now, then heads of idle keys. Only for free workers: what is claimed and never started would be
 * in doubt. Used once.
 */
final class Starts {
  /** After how long it is looked again at what waits for something else than a time. */
  static final Duration RECHECK = Duration.ofMillis(250);

  private final Draft draft;
  private final LedgerState state;
  private final Instant now;
  private final Claiming claiming;
  private final int workers;
  private final Map<String, Instant> refused = new HashMap<>();
  private int free;

  Starts(Draft draft, int free, Claiming claiming) {
    this.draft = draft;
    this.state = draft.state;
    this.now = draft.now;
    this.workers = free;
    this.free = free;
    this.claiming = claiming;
  }

  /** Claims what may start; whether anything was. */
  boolean begin() {
    repeatInherited();
    retryHeld();
    lookAgain();
    startable(state.heldHeads).forEach(state::offer);
    new Heads(draft).offer(this::start);
    return free < workers;
  }

  /** A former owner has given up at its deadline; before that its key waits, not the partition. */
  void endLost() {
    for (long offset : List.copyOf(state.inherited)) {
      if (!draft.isFull()
          && state.slots.get(offset) instanceof Slot.Inherited inherited
          && isDue(inherited.claim())
          && again(inherited).isEmpty()) {
        state.inherited.remove(offset);
        draft.endClaimed(inherited.claim(), Ending.OWNER_LOST);
      }
    }
  }

  private void repeatInherited() {
    for (long offset : List.copyOf(state.inherited)) {
      if (mayClaim()
          && state.slots.get(offset) instanceof Slot.Inherited inherited
          && isDue(inherited.claim())) {
        again(inherited).ifPresent(task -> repeat(inherited.claim(), task));
      }
    }
  }

  private boolean mayClaim() {
    return free > 0 && !draft.isFull();
  }

  private boolean isDue(Claim claim) {
    return state.position() > claim.offset()
        && now.isAfter(claim.deadline().plus(state.limits.skew()));
  }

  private Optional<Task> again(Slot.Inherited inherited) {
    return inherited
        .task()
        .filter(task ->
            task.idempotent()
                && inherited.claim().attempt() < state.limits.attempts()
                && !task.isExpired(now, state.limits.skew()));
  }

  private void repeat(Claim claim, Task task) {
    if (notBefore(task).isEmpty()) {
      state.inherited.remove(claim.offset());
      claim(task, Claim.Try.of(claim.attempt() + 1));
    }
  }

  private Optional<Instant> notBefore(Task task) {
    return notBefore(task.action().type());
  }

  /** What may not start does not in the rest of this turn either. */
  private Optional<Instant> notBefore(String type) {
    Optional<Instant> known = Optional.ofNullable(refused.get(type));
    if (known.isPresent()) {
      return known;
    }
    Optional<Instant> later = claiming.notBefore(type, now);
    later.ifPresent(until -> refused.put(type, until));
    return later;
  }

  private List<Long> startable(Held held) {
    return held.startable(type -> notBefore(type).isEmpty(), free);
  }

  /** Before anything else of its type: whatever came later would take each slot before it. */
  private void retryHeld() {
    for (long offset : startable(state.heldRetries)) {
      if (mayClaim() && state.slots.get(offset) instanceof Slot.Postponed postponed) {
        tryAgain(postponed);
      }
    }
  }

  /** Takes up what was to be looked at again by now. */
  private void lookAgain() {
    OptionalLong offset = next();
    while (offset.isPresent()) {
      switch (state.slots.get(offset.getAsLong())) {
        case Slot.Waiting _ -> state.offer(offset.getAsLong());
        case Slot.Postponed postponed -> tryAgain(postponed);
        case null, default -> {}
      }
      offset = next();
    }
  }

  private OptionalLong next() {
    return mayClaim() ? state.timetable.poll(now) : OptionalLong.empty();
  }

  /**
   * Nothing fires late: without time for another attempt the action ends as its last one did. So
   * does one that would join its turn by now: its attempts were those of another handler.
   */
  private void tryAgain(Slot.Postponed postponed) {
    Claim claim = postponed.claim();
    if (postponed.task().isEmpty() && state.position() <= claim.offset()) {
      draft.look(now.plus(RECHECK), claim.offset());
      return;
    }
    String type = claim.action().type();
    Optional<Task> task = postponed.task().filter(known -> known.mayBeTried(now));
    if (task.isEmpty()) {
      state.heldRetries.remove(type, claim.offset());
      draft.endClaimed(claim, postponed.last());
    } else if (notBefore(type).isEmpty()) {
      state.heldRetries.remove(type, claim.offset());
      boolean doubtful = postponed.last().result() == OutcomeResult.IN_DOUBT;
      claim(task.get(), new Claim.Try(claim.attempt() + 1, doubtful));
    } else if (state.heldRetries.add(type, claim.offset())) {
      draft.look(task.get().life().expires(), claim.offset());
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Its key is busy from then on, or waits: the next of it may not be looked at. */
  private boolean start(Task task) {
    if (free == 0 || !(task.manner() instanceof Manner.Claimed)) {
      return false;
    }
    Instant end = task.life().expires().plus(state.limits.skew());
    if (!state.sequences.hasRoom(task, now)) {
      state.defer(task);
      draft.look(earlier(now.plus(RECHECK), end), task.offset());
    } else if (notBefore(task).isPresent()) {
      if (state.hold(task)) {
        draft.look(end, task.offset());
      }
    } else {
      state.dequeue(task);
      state.keys.occupy(task.orderKey());
      claim(task, Claim.Try.of(1));
    }
    return false;
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
    state.sequences.add(state.ledgerEnd(), claim, now);
    claiming.claimed(claim);
    draft.add(new Step.Start(claim));
  }
}
