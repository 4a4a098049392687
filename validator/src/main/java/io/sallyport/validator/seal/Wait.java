package io.sallyport.validator.seal;

import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;

/**
 * What a candidate waits for.
 *
 * @param principal who signed the delivery
 * @param hold whose approvals, and until when
 */
public record Wait(String principal, Hold hold) {
  /** How many verdicts may come to be needed. */
  int persons() {
    int asked = hold.quorums().stream().mapToInt(Hold.Quorum::threshold).sum();
    return Math.min(asked, Mandate.MAX_APPROVALS);
  }
}
