package io.sallyport.validator.desk;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.session.SessionChange;
import io.sallyport.validator.watch.Known;

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

  /** What is known of a sender. */
  record OfSender(DeskKey sender, Known known) implements Change {}

  /** A cell's chain was witnessed. */
  record Witnessed(String chain, Word.Last last) implements Change {}

  /** A referral of the gate was taken. */
  record Heard(String chain, long number) implements Change {}
}
