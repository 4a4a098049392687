package io.sallyport.validator.policy;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.validator.session.SessionView;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known beside the action itself.
 *
 * @param source the source's name
 * @param assurance how much is proven about it
 * @param principal who signed the delivery
 * @param now the wall clock
 * @param session what came before, if the desk decides within a session
 */
public record Circumstances(
    String source,
    Assurance assurance,
    String principal,
    Instant now,
    Optional<SessionView> session) {
  /** Outside sessions. */
  public Circumstances(String source, Assurance assurance, String principal, Instant now) {
    this(source, assurance, principal, now, Optional.empty());
  }
}
