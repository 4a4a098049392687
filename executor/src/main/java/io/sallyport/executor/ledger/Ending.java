package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.OutcomeResult;
import java.util.Optional;

/**
 * How a claimed action ended, as its worker tells it.
 *
 * @param result how
 * @param code why
 * @param response what the target answered
 */
public record Ending(OutcomeResult result, Code code, Optional<ReceiptBody.Response> response) {
  /** Nobody knows how a former owner's action ended. */
  static final Ending OWNER_LOST =
      new Ending(OutcomeResult.IN_DOUBT, Code.OWNER_LOST, Optional.empty());
}
