package io.sallyport.validator.decide;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.session.SessionClaim;
import java.util.Optional;

/**
 * A bound action, and on whose word it is proposed.
 *
 * @param rule the rule that proposes it
 * @param candidate the action as it was bound
 * @param requester the mandate's subject
 * @param principal who signed the delivery
 * @param session in which session, if the rule has one
 * @param evidence what was known of the delivery
 */
public record Proposal(
    Rule rule,
    Candidate candidate,
    String requester,
    String principal,
    Optional<SessionClaim> session,
    Mandate.Evidence evidence) {

  /** Whose memory it takes to decide about it. */
  public DeskKey deskKey() {
    return session.isPresent()
        ? DeskKey.ofPrincipal(evidence.source(), principal)
        : candidate.deskKey();
  }
}
