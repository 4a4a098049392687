package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.policy.Ruling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered that matters to one action. */
sealed interface Recalled permits InSession, Counted, Watched {
  /** Where and when it is decided, and after what. */
  Occasion occasion(Instant now, NamedReceipt receipt);

  /** Why it is denied, whatever policies say. */
  Optional<Code> refused();

  /** What holds with memory of what the policies say: the same, or less. */
  Ruling limit(Ruling ruling);

  /** Why it was decided so, as the receipt says it. */
  default Code code(Decision decision) {
    return decision.code();
  }

  /** What is remembered after the decision. */
  After after(Decision decision, DecisionResult result, Occasion occasion);

  /** The same where the decision leaves everything as it was. */
  After unchanged();

  /**
   * What is remembered.
   *
   * @param session where the session stands, if it has one
   */
  record After(List<Change> changes, Optional<SessionHead> session) {}
}
