package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.decide.Decider;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.Quota;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.session.Session;
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
  private static final Set<OutcomeResult> REFUNDED =
      EnumSet.of(OutcomeResult.EXPIRED, OutcomeResult.REVOKED, OutcomeResult.SUPERSEDED);

  private final Bundle bundle;
  private final Sealer sealer;
  private final Writer writer;
  private final Inbox inbox;
  private final Decider decider;

  /** A desk that decides by {@code bundle}. */
  public Desk(Bundle bundle, Sealer sealer, Writer writer, Inbox inbox) {
    this.bundle = bundle;
    this.sealer = sealer;
    this.writer = writer;
    this.inbox = inbox;
    this.decider = new Decider(bundle, sealer);
  }

  /** What a record of the desk's topic leads to. */
  public DeskEffects decide(Inbox.Placed record, DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    Optional<Inbox.Referred> read =
        inbox
            .referred(record, now)
            .filter(referred -> referred.number() > memory.heard(referred.chain()));
    if (read.isEmpty()) {
      turn.refused();
      return turn.effects();
    }
    Inbox.Referred referred = read.get();
    turn.change(new Change.Heard(referred.chain(), referred.number()));
    proposal(referred)
        .ifPresentOrElse(
            proposal -> decide(referred, proposal, memory, turn), () -> ended(referred, turn));
    return turn.effects();
  }

  /** What this bundle knows of it; empty when it has no such rule or type any more. */
  private Optional<Proposal> proposal(Inbox.Referred referred) {
    ReceiptBody.Decision said = referred.said();
    ReceiptBody.Action action = referred.action();
    ReceiptBody.Delivery delivery = said.delivery();
    Mandate.Evidence evidence =
        new Mandate.Evidence(
            delivery.source(),
            proved(delivery).assurance(),
            delivery.origin(),
            delivery.digest(),
            referred.referral().received());
    return rule(delivery.source(), said.verdict().rule())
        .filter(rule -> rule.type().name().equals(action.type()))
        .filter(rule -> rule.session().isPresent() == referred.referral().session().isPresent())
        .flatMap(rule ->
            bundle
                .record(action.type(), action.fingerprint(), referred.referral().body())
                .flatMap(record -> sealer.candidate(action.id(), rule.type(), record))
                .map(candidate ->
                    new Proposal(
                        rule,
                        candidate,
                        referred.referral().requester(),
                        proved(delivery).principal(),
                        referred.referral().session(),
                        evidence)));
  }

  private static ReceiptBody.Evidence proved(ReceiptBody.Delivery delivery) {
    return delivery
        .evidence()
        .orElseThrow(() -> new IllegalStateException("what is decided was admitted"));
  }

  private Optional<Rule> rule(String source, String name) {
    return bundle.rules().of(source).stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  private void decide(
      Inbox.Referred referred, Proposal proposal, DeskMemory memory, DeskTurn turn) {
    InSession.of(proposal, memory.sessions(), turn.now())
        .ifPresentOrElse(
            session -> decide(referred, session, turn),
            () -> count(referred, proposal, memory, turn));
  }

  private void decide(Inbox.Referred referred, InSession session, DeskTurn turn) {
    Occasion occasion = session.occasion(turn.now(), turn.next());
    Decision decision = decider.decide(session.proposal(), occasion, session::limit);
    decision.sealed().ifPresent(turn::sealed);
    decision.held().ifPresent(turn::held);
    Verdict verdict = verdict(decision);
    Session after = session.after(decision, verdict.result(), occasion);
    if (session.standing().refused().isEmpty()) {
      turn.change(new Change.OfSession(new SessionChange.Appended(after)));
    }
    rule(referred, verdict, new Why(decision.code(), Optional.of(after.head())), turn);
  }

  private void count(Inbox.Referred referred, Proposal proposal, DeskMemory memory, DeskTurn turn) {
    Counted.Claim claim =
        new Counted.Claim(
            referred.referral().key(),
            referred.action().type(),
            referred.action().id(),
            new Charge.Bill(
                Charge.payer(proposal.evidence().source(), proposal.principal()),
                referred.action().cell(),
                turn.next()));
    Counted counted = Counted.of(claim, quotas(proposal), memory, turn.now());
    Occasion occasion =
        new Occasion(turn.now(), turn.next(), Optional.of(referred.referral().key()));
    Decision decision = decider.decide(proposal, occasion, counted::limit);
    decision.sealed().ifPresent(turn::sealed);
    decision.held().ifPresent(turn::held);
    if (decision.sealed().isPresent() || decision.held().isPresent()) {
      counted.charges().forEach(charge -> turn.change(new Change.Charged(charge)));
    }
    rule(referred, verdict(decision), new Why(decision.code(), Optional.empty()), turn);
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

  private void ended(Inbox.Referred referred, DeskTurn turn) {
    String rule = referred.said().verdict().rule();
    Verdict denied = new Verdict(DecisionResult.DENIED, rule, List.of());
    rule(referred, denied, new Why(Code.DESK_VOID, Optional.empty()), turn);
  }

  /** Why it was decided so, and where its session stands. */
  private record Why(Code code, Optional<SessionHead> session) {}

  private void rule(Inbox.Referred referred, Verdict verdict, Why why, DeskTurn turn) {
    DeskRuling ruling =
        new DeskRuling(referred.receipt(), verdict, why.code(), bundle.digest(), why.session());
    turn.receipt(
        new ReceiptBody.Ruled(referred.action(), ruling), referred.said().delivery().source());
  }

  /** What a record of a cell's topic of outcomes leads to. */
  public DeskEffects outcome(Outcome record, DeskMemory memory, ChainState chain, Instant now) {
    DeskTurn turn = new DeskTurn(writer, chain, now);
    Optional<Inbox.Told> told = inbox.told(record.cell(), record.record(), now);
    if (told.isEmpty()) {
      turn.outcome(Code.OUTCOME_INVALID.text());
      return turn.effects();
    }
    Optional<InSession.Ended> ended =
        InSession.Ended.of(record.cell(), told.get(), memory.sessions());
    if (ended.isPresent()) {
      outcome(record, told.get(), ended.get(), turn);
    } else {
      refund(record, told.get(), memory, turn);
    }
    return turn.effects();
  }

  private void outcome(Outcome record, Inbox.Told told, InSession.Ended ended, DeskTurn turn) {
    Optional<Change> change = told.result().flatMap(result -> ended.told(result, turn.now()));
    if (!inbox.isPlaced(record.record()) || !ended.isUnder(record.record().key())) {
      turn.outcome(Code.OUTCOME_MISPLACED.text());
    } else if (change.isEmpty()) {
      turn.outcome("over");
    } else {
      turn.change(change.get());
      turn.outcome("remembered");
    }
  }

  private void refund(Outcome record, Inbox.Told told, DeskMemory memory, DeskTurn turn) {
    List<Charge> charges =
        memory.charges(told.action().id()).stream()
            .filter(each -> each.bill().cell().equals(record.cell()))
            .filter(each -> each.bill().isOf(told.decision()))
            .toList();
    boolean isHere =
        inbox.isPlaced(record.record())
            && charges.stream()
                .allMatch(each -> each.window().key().bytes().equals(record.record().key()));
    if (!isHere) {
      turn.outcome(Code.OUTCOME_MISPLACED.text());
    } else if (charges.isEmpty()) {
      turn.outcome("over");
    } else if (told.result().filter(REFUNDED::contains).isEmpty()) {
      turn.outcome("kept");
    } else {
      charges.forEach(charge -> turn.change(new Change.Dropped(charge)));
      turn.outcome("refunded");
    }
  }

  /** A record of a cell's topic of outcomes. */
  public record Outcome(String cell, Inbox.Placed record) {}

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
