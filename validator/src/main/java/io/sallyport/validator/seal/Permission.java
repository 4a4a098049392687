package io.sallyport.validator.seal;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a candidate may be sealed.
 *
 * @param rule the rule that proposed it
 * @param requester the mandate's subject
 * @param statements the policy statements that permit it
 * @param changes what policy changed in it
 * @param evidence what was known of the delivery
 * @param receipt the one that will say so
 * @param desk with whose memory it was decided, if the desk did
 * @param session what came before in its session, if it has one
 */
public record Permission(
    Rule rule,
    String requester,
    List<String> statements,
    List<Modification> changes,
    Mandate.Evidence evidence,
    NamedReceipt receipt,
    Optional<DeskKey> desk,
    Optional<SessionView> session) {
  /** Copies the lists. */
  public Permission {
    statements = List.copyOf(statements);
    changes = List.copyOf(changes);
  }

  /** That instant, or the end of its session or of what was delegated where they come before. */
  public Instant atMost(Instant wanted) {
    return Stream.of(
            Optional.of(wanted),
            session.map(SessionView::until),
            evidence.delegation().map(Delegation::until))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElseThrow();
  }
}
