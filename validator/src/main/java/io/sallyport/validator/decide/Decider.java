package io.sallyport.validator.decide;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Circumstances;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.seal.Permission;
import io.sallyport.validator.seal.Sealed;
import io.sallyport.validator.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Decides about a bound action, and seals it or has it wait for persons. Immutable. */
public final class Decider {
  private final Bundle bundle;
  private final Sealer sealer;

  /** Decides by {@code bundle}. */
  public Decider(Bundle bundle, Sealer sealer) {
    this.bundle = bundle;
    this.sealer = sealer;
  }

  /** Whether it takes memory to decide about {@code proposal}. */
  public boolean needsMemory(Proposal proposal) {
    Rule rule = proposal.rule();
    return rule.session().isPresent()
        || proposal.watch().isPresent()
        || !policies(rule).quotas().isEmpty();
  }

  /** Leaves it to the desk; empty when it is larger than the desk takes. */
  public Optional<Decision> refer(Proposal proposal) {
    Candidate candidate = proposal.candidate();
    Bytes body = candidate.body();
    if (body.size() > Referral.MAX_BODY) {
      return Optional.empty();
    }
    Referral referral =
        new Referral(
            proposal.deskKey(),
            proposal.requester(),
            proposal.session(),
            proposal.evidence().received(),
            body);
    return Optional.of(Decision.referred(proposal.rule().name(), candidate, referral));
  }

  /** What is denied whatever comes while it waits. */
  public Optional<Decision> never(Proposal proposal) {
    if (!isDelegated(proposal)) {
      return Optional.of(Decision.denied(proposal, Code.DELEGATION_SCOPE));
    }
    return policies(proposal.rule())
        .never(proposal.evidence().assurance())
        .map(denial -> Decision.denied(proposal, denial.code()));
  }

  /** Decides without memory. */
  public Decision decide(Proposal proposal, Occasion occasion) {
    return decide(proposal, occasion, UnaryOperator.identity());
  }

  /**
   * Decides with what is remembered.
   *
   * @param remembering makes what the policies say into what holds with memory: the same, or less
   */
  public Decision decide(Proposal proposal, Occasion occasion, UnaryOperator<Ruling> remembering) {
    Candidate candidate = proposal.candidate();
    String rule = proposal.rule().name();
    Ruling ruled =
        isDelegated(proposal)
            ? policies(proposal.rule())
                .decide(candidate.record(), circumstances(proposal, occasion))
            : new Ruling.Deny(Code.DELEGATION_SCOPE, List.of());
    return switch (remembering.apply(ruled)) {
      case Ruling.Deny(Code code, List<String> statements) -> {
        Verdict verdict = new Verdict(DecisionResult.DENIED, rule, statements);
        yield Decision.ruled(verdict, code, candidate);
      }
      case Ruling.Defer deferring -> Decision.deferred(proposal, deferring);
      case Ruling.Permit permit ->
          seal(candidate, permission(proposal, occasion, permit, List.of()), occasion.now());
      case Ruling.Modify modified -> {
        Permission permission = permission(proposal, occasion, modified, List.of());
        yield changed(candidate, modified)
            .map(changed -> seal(changed, permission, occasion.now()))
            .orElseGet(() -> Decision.unbound(rule, Code.ACTION_TOO_LARGE, ""));
      }
      case Ruling.StepUp asking ->
          ask(proposal, occasion, asking)
              .orElseGet(() -> Decision.unbound(rule, Code.ACTION_TOO_LARGE, ""));
    };
  }

  /** Whether whoever handed something on handed on this; so it is where nobody did. */
  private static boolean isDelegated(Proposal proposal) {
    ActionType type = proposal.rule().type();
    return proposal
        .evidence()
        .delegation()
        .map(delegation -> delegation.permits(type.name(), type.effect()))
        .orElse(true);
  }

  private Optional<Decision> ask(Proposal proposal, Occasion occasion, Ruling.StepUp asking) {
    Asked asked = asking.asked();
    Permission permission = permission(proposal, occasion, asking.allowed(), asked.statements());
    Candidate candidate = proposal.candidate();
    Optional<Candidate> last =
        asking.allowed() instanceof Ruling.Modify modified
            ? changed(candidate, modified)
            : Optional.of(candidate);
    Waiting waiting = new Waiting(asked, occasion.now());
    return last.flatMap(each -> hold(each, permission, waiting));
  }

  private static Circumstances circumstances(Proposal proposal, Occasion occasion) {
    var evidence = proposal.evidence();
    return new Circumstances(
        evidence.source(),
        evidence.assurance(),
        evidence.signer(),
        occasion.now(),
        occasion.session(),
        evidence.chain());
  }

  private Optional<Candidate> changed(Candidate candidate, Ruling.Modify modified) {
    return sealer.candidate(candidate.id(), candidate.type(), modified.record());
  }

  /** Who is asked, and when. */
  private record Waiting(Asked asked, Instant now) {}

  /** Asks persons; empty when it is more than they can be asked about. */
  private Optional<Decision> hold(Candidate candidate, Permission permission, Waiting waiting) {
    Instant now = waiting.now();
    String rule = permission.rule().name();
    if (Sealer.isOver(permission, now)) {
      return Optional.of(expired(permission, candidate));
    }
    Duration wait = waiting.asked().deadline().orElse(bundle.limits().holds().deadline());
    Instant deadline = permission.atMost(now.plus(wait)).truncatedTo(ChronoUnit.SECONDS);
    if (deadline.isBefore(now.plus(Asked.MIN_DEADLINE).truncatedTo(ChronoUnit.SECONDS))) {
      return Optional.of(expired(permission, candidate));
    }
    Hold hold = new Hold(waiting.asked().quorums(), deadline);
    return sealer
        .hold(candidate, permission, hold, now)
        .map(held -> {
          Verdict verdict =
              new Verdict(DecisionResult.HELD, rule, permission.statements(), permission.changes());
          return Decision.held(verdict, candidate, held);
        });
  }

  private static Decision expired(Permission permission, Candidate candidate) {
    Verdict verdict =
        new Verdict(DecisionResult.EXPIRED, permission.rule().name(), permission.statements());
    return Decision.ruled(verdict, Code.EXPIRED_BEFORE_SEAL, candidate);
  }

  private Decision seal(Candidate candidate, Permission permission, Instant now) {
    String rule = permission.rule().name();
    List<String> statements = permission.statements();
    return switch (sealer.seal(candidate, permission, now)) {
      case Sealed.Expired expired -> expired(permission, candidate);
      case Sealed.Action action -> {
        List<Modification> changes = permission.changes();
        Verdict verdict =
            changes.isEmpty()
                ? new Verdict(DecisionResult.ALLOWED, rule, statements)
                : new Verdict(DecisionResult.MODIFIED, rule, statements, changes);
        Code code = changes.isEmpty() ? Code.PERMITTED : Code.MODIFIED;
        yield Decision.sealed(verdict, code, candidate, action);
      }
    };
  }

  private static Permission permission(
      Proposal proposal, Occasion occasion, Ruling.Allow allowed, List<String> asking) {
    List<String> statements = new ArrayList<>(allowed.statements());
    statements.addAll(asking);
    return new Permission(
        proposal.rule(),
        proposal.requester(),
        statements,
        allowed.changes(),
        proposal.evidence(),
        occasion.receipt(),
        occasion.desk(),
        occasion.session());
  }

  private Policies policies(Rule rule) {
    Policies policies = bundle.policies().get(rule.type().name());
    if (policies == null) {
      throw new IllegalStateException("a bundle has policies for each action type of its rules");
    }
    return policies;
  }
}
