package io.sallyport.validator.decide;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.validator.session.SessionView;
import java.time.Instant;
import java.util.Optional;

/**
 * When and where it is decided.
 *
 * @param now the wall clock
 * @param receipt the one that will say so
 * @param desk with whose memory, if it is the desk that decides
 * @param session what came before in the session, if it has one
 */
public record Occasion(
    Instant now, NamedReceipt receipt, Optional<DeskKey> desk, Optional<SessionView> session) {
  /** Outside sessions. */
  public Occasion(Instant now, NamedReceipt receipt, Optional<DeskKey> desk) {
    this(now, receipt, desk, Optional.empty());
  }
}
