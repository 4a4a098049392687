package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.resolve.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one owner of one trusted partition knows: which records wait, run or have ended, and what
 * its next transaction must say. It does no I/O and reads no clock.
 *
 * <p>An owner first {@link #replay replays} the ledger and calls {@link #begin}; then records
 * {@link #arrive}, workers {@link #finish}, and each {@link #plan} is followed by {@link
 * #committed} before the next. A turn whose commit failed is written again unchanged, or the whole
 * object is dropped and built anew from the ledger. Owned by one thread at a time.
 */
public final class PartitionLedger {
  private final LedgerState state;
  private boolean underWay;

  /** A ledger below whose {@code committed} offset everything has ended. */
  public PartitionLedger(LedgerLimits limits, long committed) {
    this.state = new LedgerState(limits, committed);
  }

  /**
   * Takes in one committed record of the ledger, in order. Of two endings the first counts. What
   * nobody needs {@code now} is not remembered: one that is needed for long has a new owner read
   * all that came after it.
   */
  public void replay(long ledgerOffset, LedgerRecord record, Instant now) {
    switch (record) {
      case Claim claim -> replayClaim(ledgerOffset, claim, now);
      case Outcome outcome -> replayOutcome(ledgerOffset, outcome, now);
      case Postponement postponement -> state.postpone(postponement);
      case Rejection rejection -> {
        if (rejection.offset() >= state.position()) {
          state.memory.addRejection(ledgerOffset, rejection.offset());
        }
        settle(rejection.offset());
      }
      case Resolution resolution -> state.memory.addResolution(resolution);
    }
  }

  private void replayClaim(long ledgerOffset, Claim claim, Instant now) {
    state.sequences.add(ledgerOffset, claim, now);
    if (!state.memory.hasEnded(claim.action().id())) {
      state.open(claim, ledgerOffset);
    }
  }

  private void replayOutcome(long ledgerOffset, Outcome outcome, Instant now) {
    state.close(outcome.action());
    if (!state.memory.hasEnded(outcome.action())
        && state.memory.isNeeded(outcome, now, state.position())) {
      state.memory.addOutcome(ledgerOffset, outcome);
    }
    settle(outcome.offset());
  }

  private void settle(long offset) {
    if (offset >= state.position()) {
      state.slots.put(offset, new Slot.Done());
    }
  }

  /**
   * Ends the replay. Open claims are a former owner's, except those that this process still has in
   * its hands.
   *
   * @param end the next offset of the ledger
   * @param own the nonces of claims that this process made
   * @return the open claims among {@code own}
   */
  public List<Claim> begin(long end, Set<String> own) {
    state.ledgerEnd(end);
    List<Claim> kept = new ArrayList<>();
    for (Claim claim : state.openClaims()) {
      if (claim.offset() < state.committed()) {
        throw new IllegalStateException("an open claim lies below the committed offset");
      }
      state.keys.occupy(claim.orderKey());
      Optional<Postponement> postponed = state.postponed(claim);
      if (postponed.isPresent()) {
        postpone(claim, postponed.get());
      } else if (own.contains(claim.nonce())) {
        state.slots.put(claim.offset(), new Slot.Running(claim));
        kept.add(claim);
      } else {
        state.slots.put(claim.offset(), new Slot.Inherited(claim, Optional.empty()));
        state.inherited.add(claim.offset());
      }
    }
    return kept;
  }

  /** What was postponed needs nobody's claim; it waits for its time, and to be read again. */
  private void postpone(Claim claim, Postponement record) {
    Ending last = new Ending(record.result(), record.code(), Optional.empty());
    state.slots.put(claim.offset(), new Slot.Postponed(claim, last, Optional.empty()));
    state.timetable.add(record.again(), claim.offset());
  }

  /**
   * Whether {@code records} more fit in the window. What the ledger told of records that will be
   * read again takes no room: it must not keep the lowest unfinished one from being read. Once that
   * is read, endings that must be remembered take room too: of a flood that was revoked each does.
   */
  public boolean hasRoom(int records) {
    int window = state.limits.window();
    if (state.slots.tailMap(state.position()).isEmpty()
        && state.memory.size() >= state.limits.remembered()) {
      return false;
    }
    return state.slots.size() + records <= window
        || state.slots.headMap(state.position()).size() + records <= window;
  }

  /** A verified record was read; whether it may be claimed later. */
  public boolean arrive(Task task) {
    state.passed(task.offset() + 1);
    Slot slot = state.slots.get(task.offset());
    if (slot == null) {
      state.enqueue(task);
      return true;
    }
    if (slot instanceof Slot.Inherited(Claim claim, var _)
        && claim.action().sameAs(task.action())) {
      state.slots.put(task.offset(), new Slot.Inherited(claim, Optional.of(task)));
      return true;
    }
    if (slot instanceof Slot.Postponed(Claim claim, Ending last, var _)
        && claim.action().sameAs(task.action())) {
      state.slots.put(task.offset(), new Slot.Postponed(claim, last, Optional.of(task)));
      return true;
    }
    return false;
  }

  /** A record was read that is rejected where it stands. */
  public void reject(Rejection rejection, Digest digest) {
    endAtArrival(new Step.Reject(rejection, digest));
  }

  /**
   * A genuine record was read whose time is over. A copy of an action that runs or has ended says
   * nothing about that action: its ending must not be the copy's.
   */
  public void expire(Task task, Instant now) {
    endUnclaimed(task, Step.End.unclaimed(task, OutcomeResult.EXPIRED, Code.EXPIRED, now), now);
  }

  /** A genuine record was read that an operator stopped; of copies the same is true. */
  public void revoke(Task task, Instant now) {
    endUnclaimed(task, Step.End.unclaimed(task, OutcomeResult.REVOKED, Code.REVOKED, now), now);
  }

  private void endUnclaimed(Task task, Step ending, Instant now) {
    if (state.isUsed(task.action().id())) {
      Instant at = now.truncatedTo(ChronoUnit.MILLIS);
      reject(new Rejection(task.offset(), Code.ALREADY_CLAIMED, at), task.digest());
    } else {
      endAtArrival(ending);
    }
  }

  /** What the ledger knows of the record already, a claim or an ending, goes first. */
  private void endAtArrival(Step ending) {
    long offset = ending.record().offset();
    state.passed(offset + 1);
    if (!state.slots.containsKey(offset)) {
      state.slots.put(offset, new Slot.Ending(Optional.empty()));
      state.await(ending);
    }
  }

  /** All offsets below {@code next} were read or hold no record. */
  public void passed(long next) {
    state.passed(next);
  }

  /**
   * Operators answered a doubt. One answer is recorded in each turn, the first for its action
   * counts; to be offered again until something is returned.
   *
   * @return {@link Code#RESOLVED} once this very command is in the ledger, or why it never will be
   */
  public Optional<Code> resolve(Answer answer, Instant now) {
    if (underWay || state.resolving().isPresent()) {
      return Optional.empty();
    }
    Optional<Resolution> known = state.memory.resolution(answer.body().action().id());
    if (known.isPresent()) {
      boolean same = known.get().command().equals(answer.command());
      return Optional.of(same ? Code.RESOLVED : Code.ALREADY_RESOLVED);
    }
    if (state.memory.resolutions(now) >= state.limits.remembered()) {
      return Optional.of(Code.RESOLUTIONS_FULL);
    }
    state.resolving(Optional.of(answer));
    return Optional.empty();
  }

  /** A worker tells how its action ended. */
  public void finish(Claim claim, Ending ending, Instant now) {
    if (!(state.slots.get(claim.offset()) instanceof Slot.Running(Claim running))
        || !running.nonce().equals(claim.nonce())) {
      throw new IllegalStateException("this claim does not run here");
    }
    state.slots.put(claim.offset(), new Slot.Ending(Optional.of(claim.orderKey())));
    state.await(
        ending
            .again()
            .filter(again -> now.plus(again.pause()).isBefore(again.task().life().expires()))
            .<Step>map(again -> Step.Postpone.of(claim, ending, again, now))
            .orElseGet(() -> Step.End.of(claim, ending, now)));
  }

  /** Whether an action runs or has an ending that is not committed. */
  public boolean isBusy() {
    return underWay
        || !state.endings.isEmpty()
        || state.slots.values().stream().anyMatch(Slot.Running.class::isInstance);
  }

  /** The lowest offset that has not ended. */
  public long lowest() {
    return state.lowest();
  }

  /** How many records are known: waiting, running, ending, or ended above the lowest. */
  public int size() {
    return state.slots.size();
  }

  /**
   * What the next transaction must say, or nothing; to be followed by {@link #committed}.
   *
   * @param free how many actions may start
   * @param claiming names the new claims, and says which must wait
   */
  public Optional<Turn> plan(Instant now, int free, Claiming claiming) {
    if (underWay) {
      return Optional.empty();
    }
    state.memory.forget(now, state.lowest());
    state.sequences.forget(now);
    long low = state.low();
    List<Step> steps = new Planner(state, now, free, claiming).steps();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    underWay = true;
    return Optional.of(new Turn(steps, state.lowest(), low));
  }

  /** A turn that says nothing, where none is planned; to be followed by {@link #committed}. */
  public Turn rest() {
    if (underWay) {
      throw new IllegalStateException("a turn is under way");
    }
    underWay = true;
    return new Turn(List.of(), state.lowest(), state.low());
  }

  /**
   * The planned turn is in the ledger.
   *
   * @param end the next offset of the ledger
   */
  public void committed(long end) {
    underWay = false;
    state.ledgerEnd(end);
  }
}
