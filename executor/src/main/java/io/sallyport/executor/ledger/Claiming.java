package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import java.time.Instant;
import java.util.Optional;

/** What the planner asks of the process around it before it claims; called by one thread. */
@FunctionalInterface
public interface Claiming {
  /** A name for a new claim. */
  String nonce();

  /** When to ask again, if no action of this type may start now; a moment after {@code now}. */
  default Optional<Instant> notBefore(String type, Instant now) {
    return Optional.empty();
  }

  /** The next turn has this claim. */
  default void claimed(Claim claim) {}
}
