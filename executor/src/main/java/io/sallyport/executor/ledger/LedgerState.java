package io.sallyport.executor.ledger;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.resolve.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a partition's ledger remembers, shared by its facade and its planner. One thread's. */
final class LedgerState {
  final LedgerLimits limits;
  final TreeMap<Long, Slot> slots = new TreeMap<>();
  final KeyQueues keys = new KeyQueues();
  final Memory memory;
  final Sequences sequences;

  /** What is postponed, and heads of keys that may not start yet. */
  final Timetable timetable = new Timetable();

  /** Heads of idle keys; they stay until they are dequeued or deferred. */
  final Held heldHeads = new Held();

  /** What is postponed; it stays until it is claimed again or ends. */
  final Held heldRetries = new Held();

  final Deque<Turn.Step> endings = new ArrayDeque<>();

  /** The offsets whose slots are inherited. */
  final TreeSet<Long> inherited = new TreeSet<>();

  /** Whether the last turn in which something began was joined; then claims go first. */
  boolean joinedLast;

  private final Set<ActionId> ending = new HashSet<>();
  private final Map<ActionId, Open> open = new HashMap<>();
  private final long committed;
  private long position;
  private long ledgerEnd;
  private Optional<Answer> resolving = Optional.empty();
  private int joining;

  private record Open(Claim claim, long ledgerOffset, Optional<Postponement> postponed) {
    Open postponed(Postponement record) {
      boolean mine = record.attempt() == claim.attempt();
      return mine ? new Open(claim, ledgerOffset, Optional.of(record)) : this;
    }
  }

  LedgerState(LedgerLimits limits, long committed) {
    this.limits = limits;
    this.memory = new Memory(limits.skew());
    this.sequences = new Sequences(limits.sequences());
    this.committed = committed;
    this.position = committed;
  }

  /** The lowest offset that had not ended when the former owner wrote last. */
  long committed() {
    return committed;
  }

  /** The next offset to be read; all below were. */
  long position() {
    return position;
  }

  void passed(long next) {
    position = Math.max(position, next);
  }

  /** The next offset of the ledger, as far as it is known: later records lie at or above it. */
  long ledgerEnd() {
    return ledgerEnd;
  }

  void ledgerEnd(long end) {
    ledgerEnd = end;
  }

  /** The answer that the next turn is to record. */
  Optional<Answer> resolving() {
    return resolving;
  }

  void resolving(Optional<Answer> answer) {
    resolving = answer;
  }

  /** From now on it waits, behind the others of its key. */
  void enqueue(Task task) {
    slots.put(task.offset(), new Slot.Waiting(task));
    keys.add(task.orderKey(), task.offset());
    if (task.manner() instanceof Manner.Joined) {
      joining++;
    }
  }

  /** The head of an idle key waits for its time, whether or not its type may start. */
  void defer(Task task) {
    keys.defer(task.orderKey());
    heldHeads.remove(task.action().type(), task.offset());
  }

  /** The head of an idle key waits until its type may start; whether it did not already. */
  boolean hold(Task task) {
    keys.defer(task.orderKey());
    return heldHeads.add(task.action().type(), task.offset());
  }

  /** What waits for its time is offered again. */
  void offer(long offset) {
    if (slots.get(offset) instanceof Slot.Waiting(Task task)) {
      keys.wake(task.orderKey());
    }
  }

  /** The head of an idle key waits no longer. */
  void dequeue(Task task) {
    keys.removeHead(task.orderKey());
    heldHeads.remove(task.action().type(), task.offset());
    if (task.manner() instanceof Manner.Joined) {
      joining--;
    }
  }

  /** Whether anything waits that would join a turn. */
  boolean hasJoining() {
    return joining > 0;
  }

  void open(Claim claim, long ledgerOffset) {
    open.put(claim.action().id(), new Open(claim, ledgerOffset, Optional.empty()));
  }

  /** A former owner gave its claim back. */
  void postpone(Postponement record) {
    open.computeIfPresent(record.action(), (_, claimed) -> claimed.postponed(record));
  }

  /** How the former owner gave the claim back, if it did. */
  Optional<Postponement> postponed(Claim claim) {
    return Optional.ofNullable(open.get(claim.action().id())).flatMap(Open::postponed);
  }

  void close(ActionId action) {
    open.remove(action);
    ending.remove(action);
  }

  /** An ending that the next turn is to record. */
  void await(Turn.Step step) {
    endings.addLast(step);
    if (step instanceof Turn.Step.End end) {
      ending.add(end.record().action());
    }
  }

  Iterable<Claim> openClaims() {
    return open.values().stream().map(Open::claim).toList();
  }

  /** Whether an action of this id was claimed or has ended, recorded or about to be. */
  boolean isUsed(ActionId action) {
    return open.containsKey(action) || ending.contains(action) || memory.hasEnded(action);
  }

  /** The lowest offset that has not ended; what ended below it and was read is dropped here. */
  long lowest() {
    while (!slots.isEmpty()
        && slots.firstKey() < position
        && slots.firstEntry().getValue() instanceof Slot.Done) {
      slots.pollFirstEntry();
    }
    return slots.isEmpty() ? position : Math.min(position, slots.firstKey());
  }

  /** The ledger offset below which a new owner needs nothing. */
  long low() {
    long claims = open.values().stream().mapToLong(Open::ledgerOffset).min().orElse(ledgerEnd);
    return Math.min(claims, Math.min(memory.low(ledgerEnd), sequences.low(ledgerEnd)));
  }
}
