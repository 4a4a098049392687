package io.sallyport.validator.decide;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.session.SessionClaim;
import io.sallyport.validator.watch.Act;
import io.sallyport.validator.watch.Watch;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bound action, and on whose word it is proposed.
 *
 * @param rule the rule that proposes it
 * @param candidate the action as it was bound
 * @param requester the mandate's subject
 * @param session in which session, if the rule has one
 * @param watch what would be unusual of who signed it, if anything would
 * @param countsSenders whether quotas count it by who signed it
 * @param evidence what was known of the delivery
 */
public record Proposal(
    Rule rule,
    Candidate candidate,
    String requester,
    Optional<SessionClaim> session,
    Optional<Watch> watch,
    boolean countsSenders,
    Mandate.Evidence evidence) {

  /** What its mandate would name that could be revoked, by the bundle with that digest. */
  public Set<Target> targets(Digest bundle) {
    Stream<Optional<Target>> proposers =
        evidence.proposers().stream().map(each -> Target.of(Kind.PRINCIPAL, each));
    Stream<Optional<Target>> named =
        Stream.of(
            Target.of(Kind.SOURCE, evidence.source()),
            Target.of(Kind.PRINCIPAL, requester),
            Target.of(Kind.PRINCIPAL, Mandate.actor(evidence.source())),
            session.flatMap(claim -> Target.of(Kind.SESSION, claim.id().text())),
            Target.of(Kind.RULE, rule.name()),
            Target.of(Kind.ACTION_TYPE, rule.type().name()),
            Target.of(Kind.CELL, rule.type().cell()),
            Target.of(Kind.ACTION, candidate.id().text()),
            Target.of(Kind.BUNDLE, bundle.text()));
    return Stream.concat(proposers, named)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What its sender would have done. */
  public Act act() {
    ActionType type = rule.type();
    return new Act(candidate.id(), type.cell(), type.name(), candidate.deskKey());
  }

  /** Whose memory it takes to decide about it. */
  public DeskKey deskKey() {
    return session.isPresent() || watch.isPresent() || countsSenders
        ? DeskKey.ofPrincipal(evidence.source(), evidence.signer())
        : candidate.deskKey();
  }
}
