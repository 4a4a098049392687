package io.sallyport.validator.hold;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.hold.HoldTurn.End;
import io.sallyport.validator.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The holds as a function of a record or a tick, the memory, a bundle and the wall clock. It does
 * no I/O and keeps nothing. Each hold ends once: by approval, a denial, its deadline, a change or a
 * revocation.
 */
public final class Holds {
  private final Bundle bundle;
  private final Sealer sealer;
  private final Writer writer;
  private final Approval approval;
  private final Early early;
  private final Revoked revoked;
  private final int partitions;

  /**
   * Holds that end by {@code bundle}, and what {@code revoked} stops.
   *
   * @param partitions how many the topic of verdicts has
   */
  public Holds(Bundle bundle, Sealer sealer, Writer writer, Revoked revoked, int partitions) {
    this.bundle = bundle;
    this.sealer = sealer;
    this.writer = writer;
    this.approval = new Approval(bundle, sealer);
    this.early = new Early(sealer.environment(), bundle.approvers(), bundle.limits().holds());
    this.revoked = revoked;
    this.partitions = partitions;
  }

  private HoldTurn turn(ChainState chain, Instant now) {
    return new HoldTurn(writer, sealer::isWritten, chain, now);
  }

  /** What a record of a cell's topic of holds leads to. */
  public HoldEffects open(Placed record, HoldMemory memory, ChainState chain, Instant now) {
    HoldTurn turn = turn(chain, now);
    Optional<Held> read = HeldCodec.parse(record.value()).filter(held -> isOurs(held, record));
    if (read.isEmpty()) {
      turn.malformed();
      return turn.effects();
    }
    Held held = read.get();
    Optional<Held> before = memory.find(held.id());
    if (before.equals(read)) {
      return turn.effects();
    }
    if (before.isEmpty() && memory.isFull(held, bundle.limits().holds())) {
      turn.end(held, End.of(DecisionResult.DENIED, Code.HOLDS_FULL, List.of()));
      return turn.effects();
    }
    before.ifPresent(other -> turn.replace(other, over()));
    turn.change(new Change.Opened(held));
    if (isVoid(held)) {
      turn.end(held, over());
      return turn.effects();
    }
    if (isRevoked(held)) {
      turn.end(held, revoked());
      return turn.effects();
    }
    admitEarly(held, memory, turn);
    return turn.effects();
  }

  /**
   * A record of a topic.
   *
   * @param cell of a topic of holds: whose
   */
  public record Placed(String cell, Bytes key, Bytes value) {}

  /** The validator's own word, about a type that this bundle knows where it opened the hold. */
  private boolean isOurs(Held held, Placed record) {
    boolean isNamed = record.key().equals(Bytes.utf8(held.id().text()));
    boolean isKnown = isVoid(held) || approval.record(held).isPresent();
    return isNamed && isKnown && sealer.statement(held, record.cell()).isPresent();
  }

  /** Opened by another bundle, and this one does not say that it goes on. */
  private boolean isVoid(Held held) {
    Digest opened = held.draft().decision().bundle();
    boolean goesOn = bundle.approvers().isContinued(opened) && approval.canEnd(held);
    return !opened.equals(bundle.digest()) && !goesOn;
  }

  /** Nobody need be asked about what no executor would perform. */
  private boolean isRevoked(Held held) {
    return revoked.stops(Target.of(held.draft(), held.cell()));
  }

  private static End revoked() {
    return End.of(DecisionResult.DENIED, Code.REVOKED, List.of());
  }

  private static End over() {
    return End.of(DecisionResult.DENIED, Code.HOLD_VOID, List.of());
  }

  /** Verdicts that came before what they are about. */
  private void admitEarly(Held held, HoldMemory memory, HoldTurn turn) {
    Poll poll = approval.poll(held, List.of(), turn.now());
    for (Kept early : memory.verdicts(held.id())) {
      turn.change(new Change.Forgotten(early));
      boolean isOver = approval.cast(held, early.jws(), poll, turn);
      if (isOver) {
        return;
      }
    }
  }

  /** What a record of the topic of verdicts leads to. */
  public HoldEffects verdict(Cast record, HoldMemory memory, ChainState chain, Instant now) {
    HoldTurn turn = turn(chain, now);
    Optional<ActionId> id = id(record.key());
    if (id.isEmpty() || record.value().size() > VerdictCodec.MAX_SIZE) {
      turn.refused(Code.APPROVAL_INVALID);
      return turn.effects();
    }
    if (record.partition() != Partitions.of(record.key().toArray(), partitions)) {
      turn.refused(Code.APPROVAL_MISPLACED);
      return turn.effects();
    }
    String jws = new String(record.value().toArray(), StandardCharsets.ISO_8859_1);
    Optional<Held> held = memory.find(id.get());
    if (held.isEmpty()) {
      early.keep(id.get(), jws, memory, turn);
    } else if (isVoid(held.get())) {
      turn.refused(Code.HOLD_VOID);
      turn.end(held.get(), over());
    } else {
      Poll poll = approval.poll(held.get(), memory.verdicts(id.get()), now);
      verdict(held.get(), jws, poll, turn);
    }
    return turn.effects();
  }

  /** Who denies often revokes too; the denial says more. */
  private void verdict(Held held, String jws, Poll poll, HoldTurn turn) {
    if (!isRevoked(held)) {
      approval.cast(held, jws, poll, turn);
    } else if (!approval.deny(held, poll.cast(jws), turn)) {
      turn.refused(Code.REVOKED);
      turn.end(held, revoked());
    }
  }

  /**
   * A record of the topic of verdicts.
   *
   * @param partition where it lies
   */
  public record Cast(int partition, Bytes key, Bytes value) {}

  /** What the time has brought: deadlines, verdicts in vain, another bundle, revocations. */
  public HoldEffects tick(HoldMemory memory, ChainState chain, Instant now) {
    HoldTurn turn = turn(chain, now);
    Set<ActionId> ended = new HashSet<>();
    for (Held held : memory.overdue(now)) {
      ended.add(held.id());
      List<Vote> votes = Poll.remembered(memory.verdicts(held.id()));
      turn.end(held, End.of(DecisionResult.EXPIRED, Code.HOLD_OVERDUE, votes));
    }
    memory.ofOther(bundle.digest()).stream()
        .filter(held -> isVoid(held) && ended.add(held.id()))
        .forEach(held -> turn.end(held, over()));
    List<Held> some = revoked.any() ? memory.some() : List.of();
    some.stream()
        .filter(held -> isRevoked(held) && ended.add(held.id()))
        .forEach(held -> turn.end(held, revoked()));
    memory.stale(now).forEach(kept -> turn.change(new Change.Forgotten(kept)));
    return turn.effects();
  }

  private static Optional<ActionId> id(Bytes key) {
    try {
      return Optional.of(new ActionId(new String(key.toArray(), StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
