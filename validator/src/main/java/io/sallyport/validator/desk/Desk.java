package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.decide.Decider;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.Quota;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.session.Result;
import io.sallyport.validator.session.SessionChange;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The desk as a function of a record or a tick, the memory, a bundle and the wall clock. It does no
 * I/O and keeps nothing. What the gate refers is decided once, as the gate decides, and with what
 * is remembered.
 */
public final class Desk {
  /** Endings that say that nothing was done, and nobody tried. */
  private static final Set<Result> REFUNDED =
      EnumSet.of(Result.EXPIRED, Result.REVOKED, Result.SUPERSEDED, Result.DENIED);

  private static final String REMEMBERED = "remembered";

  private final Bundle bundle;
  private final Sealer sealer;
  private final Writer writer;
  private final Inbox inbox;
  private final Revoked revoked;
  private final Decider decider;

  /** A desk that decides by {@code bundle}; nothing that is revoked has others wait behind it. */
  public Desk(Bundle bundle, Sealer sealer, Writer writer, Inbox inbox, Revoked revoked) {
    this.bundle = bundle;
    this.sealer = sealer;
    this.writer = writer;
    this.inbox = inbox;
    this.revoked = revoked;
    this.decider = new Decider(bundle, sealer);
  }

  /** What a record of the desk's topic leads to: a referral, or the holds' word. */
  public DeskEffects decide(Inbox.Placed record, DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    Optional<Inbox.Told> unsealed = inbox.unsealed(record, now);
    if (unsealed.isPresent()) {
      ended(record, unsealed.get(), memory, turn);
      return turn.effects();
    }
    inbox
        .referred(record, now)
        .filter(referred -> isNews(referred, memory))
        .ifPresentOrElse(
            referred -> {
              turn.change(new Change.Heard(referred.vouching().chain(), referred.vouching().seq()));
              decide(new Matter(referred, Optional.empty()), memory, turn);
            },
            turn::refused);
    return turn.effects();
  }

  private static boolean isNews(Inbox.Referred referred, DeskMemory memory) {
    return referred.vouching().seq() > memory.heard(referred.vouching().chain());
  }

  /** What becomes of what waits, now that its turn or its time has come; read as when it came. */
  public DeskEffects resume(Deferred deferred, DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    inbox
        .again(deferred, chain, now)
        .map(referred -> new Matter(referred, Optional.of(deferred)))
        .ifPresentOrElse(
            matter -> decide(matter, memory, turn), () -> Matter.refuse(deferred, turn));
    return turn.effects();
  }

  private void decide(Matter matter, DeskMemory memory, DeskTurn turn) {
    matter
        .proposal(bundle, sealer)
        .ifPresentOrElse(
            proposal -> decide(matter, proposal, memory, turn), () -> lost(matter, turn));
  }

  private void decide(Matter matter, Proposal proposal, DeskMemory memory, DeskTurn turn) {
    Recalled counted = counted(matter, proposal, memory, turn);
    Recalled inSession = InSession.of(counted, proposal, memory.sessions(), turn.now());
    Recalled recalled = Watched.of(inSession, proposal, memory, turn.now());
    Occasion occasion = recalled.occasion(turn.now(), turn.next());
    Queue queue = new Queue(matter, proposal, memory.deferred(), bundle.limits().defers());
    Decision decision = stopped(matter, proposal, queue.turn(recalled, occasion, decider));
    if (queue.waitsOn(decision)) {
      queue.again(decision, turn);
      return;
    }
    decision.sealed().ifPresent(turn::sealed);
    decision.held().ifPresent(turn::held);
    queue.enter(decision, occasion).ifPresent(turn::change);
    Verdict verdict = verdict(decision);
    Recalled.After after = recalled.after(decision, verdict.result(), occasion);
    after.changes().forEach(turn::change);
    matter.left().ifPresent(turn::change);
    turn.receipt(matter.ruled(verdict, recalled.code(decision), bundle.digest(), after.session()));
  }

  /** Nobody waits behind what no executor would perform. */
  private Decision stopped(Matter matter, Proposal proposal, Decision decision) {
    boolean isWaiting = matter.waited().isPresent() || decision.delay().isPresent();
    return isWaiting && revoked.any() && revoked.stops(proposal.targets(bundle.digest()))
        ? Decision.denied(proposal, Code.REVOKED)
        : decision;
  }

  private Counted counted(Matter matter, Proposal proposal, DeskMemory memory, DeskTurn turn) {
    Counted.Claim claim =
        new Counted.Claim(
            matter.referred().key(),
            matter.referred().action().type(),
            matter.referred().action().id(),
            new Charge.Bill(
                Charge.payer(proposal.evidence().source(), proposal.evidence().signer()),
                matter.referred().action().cell(),
                turn.next().id(),
                false));
    return Counted.of(claim, quotas(proposal), memory, turn.now());
  }

  private List<Quota> quotas(Proposal proposal) {
    return Optional.ofNullable(bundle.policies().get(proposal.rule().type().name()))
        .map(Policies::quotas)
        .orElse(List.of());
  }

  /** What does not fit a mandate is not unbound here: there is nothing left to release. */
  private static Verdict verdict(Decision decision) {
    Verdict verdict = decision.verdict();
    return verdict.result() == DecisionResult.UNBOUND
        ? new Verdict(DecisionResult.DENIED, verdict.rule(), verdict.policy())
        : verdict;
  }

  private void lost(Matter matter, DeskTurn turn) {
    String rule = matter.referred().said().verdict().rule();
    Verdict denied = new Verdict(DecisionResult.DENIED, rule, List.of());
    matter.left().ifPresent(turn::change);
    turn.receipt(matter.ruled(denied, matter.lost(), bundle.digest(), Optional.empty()));
  }

  /** What a record of a cell's topic of outcomes leads to. */
  public DeskEffects outcome(Outcome record, DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    Optional<Receipt> said = inbox.said(record, now);
    Optional<Word> word = Word.of(record, said);
    if (word.isPresent()) {
      word.get().hear(inbox, memory, turn);
      return turn.effects();
    }
    said.flatMap(receipt -> Inbox.told(record.cell(), receipt))
        .ifPresentOrElse(
            told -> ended(record.record(), told, memory, turn),
            () -> turn.outcome(Code.OUTCOME_INVALID.text()));
    return turn.effects();
  }

  private void ended(Inbox.Placed record, Inbox.Told told, DeskMemory memory, DeskTurn turn) {
    Optional<Change> learnt = learnt(record, told, memory);
    learnt.ifPresent(turn::change);
    Optional<String> settled = settled(record, told, memory, turn);
    Optional<InSession.Ended> inSession = InSession.Ended.of(told, memory.sessions());
    if (inSession.isPresent()) {
      remember(record, told, inSession.get(), turn);
      return;
    }
    String nothing = inbox.isPlaced(record) ? "over" : Code.OUTCOME_MISPLACED.text();
    turn.outcome(settled.or(() -> learnt.map(_ -> REMEMBERED)).orElse(nothing));
  }

  /** What persons let pass is known of its sender once an executor has tried it. */
  private Optional<Change> learnt(Inbox.Placed record, Inbox.Told told, DeskMemory memory) {
    if (bundle.watches().isEmpty() || !inbox.isPlaced(record)) {
      return Optional.empty();
    }
    DeskKey sender = DeskKey.of(record.key());
    boolean isTried = told.result().filter(result -> !REFUNDED.contains(result)).isPresent();
    return memory
        .watched()
        .known(sender)
        .flatMap(known ->
            bundle.watches().values().stream()
                .filter(watch -> watch.name().equals(known.watch()))
                .findFirst()
                .flatMap(watch -> Watched.told(known, watch, told, isTried)))
        .map(known -> new Change.OfSender(sender, known));
  }

  private void remember(
      Inbox.Placed record, Inbox.Told told, InSession.Ended ended, DeskTurn turn) {
    Optional<Change> change = told.result().flatMap(result -> ended.told(result, turn.now()));
    if (!inbox.isPlaced(record) || !ended.isUnder(record.key())) {
      turn.outcome(Code.OUTCOME_MISPLACED.text());
    } else if (change.isEmpty()) {
      turn.outcome("over");
    } else {
      turn.change(change.get());
      turn.outcome(REMEMBERED);
    }
  }

  /** What becomes of what it was charged; empty where it was not, or is no longer. */
  private Optional<String> settled(
      Inbox.Placed record, Inbox.Told told, DeskMemory memory, DeskTurn turn) {
    List<Charge> charges =
        memory.charges(told.action().id()).stream().filter(each -> each.bill().isOf(told)).toList();
    if (charges.isEmpty()) {
      return Optional.empty();
    }
    boolean isHere =
        inbox.isPlaced(record)
            && charges.stream().allMatch(each -> each.window().key().bytes().equals(record.key()));
    if (!isHere) {
      return Optional.of(Code.OUTCOME_MISPLACED.text());
    }
    if (told.result().filter(REFUNDED::contains).isEmpty()) {
      charges.forEach(charge -> tried(charge, turn));
      return Optional.of("kept");
    }
    charges.forEach(charge -> turn.change(new Change.Dropped(charge)));
    return Optional.of("refunded");
  }

  private static void tried(Charge charge, DeskTurn turn) {
    Charge tried = charge.tried(turn.now());
    if (!tried.equals(charge)) {
      turn.change(new Change.Dropped(charge));
      turn.change(new Change.Charged(tried));
    }
  }

  /**
   * A record of a cell's topic of outcomes.
   *
   * @param cell whose topic it lies on
   * @param at when the broker took it in
   */
  public record Outcome(String cell, Inbox.Placed record, Instant at) {}

  /** What the time has brought: what counts no longer is forgotten. */
  public DeskEffects tick(DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    memory.over(now).forEach(charge -> turn.change(new Change.Dropped(charge)));
    memory
        .sessions()
        .over(now)
        .forEach(each -> turn.change(new Change.OfSession(new SessionChange.Forgotten(each))));
    return turn.effects();
  }
}
