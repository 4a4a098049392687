package io.sallyport.validator.release;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.ReceiptBody.Evidence;
import java.util.Optional;

/** Whether what a receipt says can be judged again. */
sealed interface Releasable {
  /**
   * It can.
   *
   * @param delivery what was refused
   * @param evidence what was proved of it
   * @param rule the rule that did not bind; empty when the delivery was refused as a whole
   */
  record Yes(ReceiptBody.Delivery delivery, Evidence evidence, Optional<String> rule)
      implements Releasable {}

  /** It cannot. */
  record No(Code code) implements Releasable {}

  /** What {@code body} allows. */
  static Releasable of(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.DeliveryEnded ended when ended.ending() == Ending.REFUSED ->
          of(ended.delivery(), Optional.empty());
      case ReceiptBody.Decision decision
          when decision.verdict().result() == DecisionResult.UNBOUND ->
          of(decision.delivery(), Optional.of(decision.verdict().rule()));
      case ReceiptBody.DeliveryEnded other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Decision other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.ChainOpened other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Reload other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Outcome other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Rejection other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Resolved other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.HoldEnded other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Referred other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Ruled other -> new No(Code.RELEASE_NOT_REFUSED);
      case ReceiptBody.Witnessed other -> new No(Code.RELEASE_NOT_REFUSED);
    };
  }

  private static Releasable of(ReceiptBody.Delivery delivery, Optional<String> rule) {
    return delivery
        .evidence()
        .<Releasable>map(evidence -> new Yes(delivery, evidence, rule))
        .orElseGet(() -> new No(Code.RELEASE_NOT_ADMITTED));
  }
}
