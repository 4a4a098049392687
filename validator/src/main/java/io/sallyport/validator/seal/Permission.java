package io.sallyport.validator.seal;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.validator.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Why a candidate may be sealed.
 *
 * @param rule the rule that proposed it
 * @param requester the mandate's subject
 * @param statements the policy statements that permit it
 * @param changes what policy changed in it
 * @param evidence what was known of the delivery
 * @param receipt the id of the receipt that will say so
 * @param desk with whose memory it was decided, if the desk did
 * @param session in which session, if it has one
 */
public record Permission(
    Rule rule,
    String requester,
    List<String> statements,
    List<Modification> changes,
    Mandate.Evidence evidence,
    String receipt,
    Optional<DeskKey> desk,
    Optional<SessionId> session) {
  /** Copies the lists. */
  public Permission {
    statements = List.copyOf(statements);
    changes = List.copyOf(changes);
  }
}
