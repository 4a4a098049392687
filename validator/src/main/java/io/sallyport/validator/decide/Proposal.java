package io.sallyport.validator.decide;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;

/**
 * A bound action, and on whose word it is proposed.
 *
 * @param rule the rule that proposes it
 * @param candidate the action as it was bound
 * @param requester the mandate's subject
 * @param principal who signed the delivery
 * @param evidence what was known of the delivery
 */
public record Proposal(
    Rule rule,
    Candidate candidate,
    String requester,
    String principal,
    Mandate.Evidence evidence) {}
