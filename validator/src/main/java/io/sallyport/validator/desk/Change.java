package io.sallyport.validator.desk;

import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.session.SessionChange;

/** What is to be remembered, or forgotten. */
public sealed interface Change {
  /** An action counts from now on. */
  record Charged(Charge charge) implements Change {}

  /** It counts no longer. */
  record Dropped(Charge charge) implements Change {}

  /** Something of a session. */
  record OfSession(SessionChange change) implements Change {}

  /** Something of what waits. */
  record OfDeferred(DeferChange change) implements Change {}

  /** A referral of the gate was taken. */
  record Heard(String chain, long number) implements Change {}
}
