package io.sallyport.validator.policy;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.validator.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known beside the action itself.
 *
 * @param source the source's name
 * @param assurance how much is proven about it
 * @param principal who signed the delivery
 * @param now the wall clock
 * @param session what came before, if the desk decides within a session
 * @param chain on whose behalf, who began first; mostly nobody's
 */
public record Circumstances(
    String source,
    Assurance assurance,
    String principal,
    Instant now,
    Optional<SessionView> session,
    List<String> chain) {
  /** Copies the names. */
  public Circumstances {
    chain = List.copyOf(chain);
  }
}
