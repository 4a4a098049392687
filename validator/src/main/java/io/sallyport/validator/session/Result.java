package io.sallyport.validator.session;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;

/** How an action ended that was sealed, or about which persons were asked. */
public enum Result {
  /** The target confirmed it. */
  SUCCEEDED,
  /** It was certainly not performed. */
  FAILED,
  /** It may or may not have been performed. */
  IN_DOUBT,
  /** Its time was over before it was claimed, or before enough persons had approved it. */
  EXPIRED,
  /** It was revoked before anything was sent. */
  REVOKED,
  /** A later one of its sequence came first. */
  SUPERSEDED,
  /** It was not sealed after persons were asked. */
  DENIED;

  /** What an executor says. */
  public static Result of(OutcomeResult outcome) {
    return valueOf(outcome.name());
  }

  /** What the holds say of what they did not seal. */
  public static Result of(HoldEnding ending) {
    if (ending.result() == DecisionResult.EXPIRED) {
      return EXPIRED;
    }
    return ending.code() == Code.REVOKED ? REVOKED : DENIED;
  }
}
