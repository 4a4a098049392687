package io.sallyport.cli.release;

import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.Optional;

/**
 * One verified receipt that something was refused.
 *
 * @param receipt with its compact form
 * @param delivery what was refused
 * @param code why
 * @param rule the rule that did not bind; empty when the delivery was refused as a whole
 */
record Refused(
    GateReceipts.Signed receipt, ReceiptBody.Delivery delivery, Code code, Optional<String> rule) {

  /** What {@code signed} refused, if it did. */
  static Optional<Refused> of(GateReceipts.Signed signed) {
    return switch (signed.receipt().body()) {
      case ReceiptBody.DeliveryEnded ended when ended.ending() == Ending.REFUSED ->
          Optional.of(new Refused(signed, ended.delivery(), ended.code(), Optional.empty()));
      case ReceiptBody.Decision decision
          when decision.verdict().result() == DecisionResult.UNBOUND ->
          Optional.of(
              new Refused(
                  signed,
                  decision.delivery(),
                  decision.code(),
                  Optional.of(decision.verdict().rule())));
      case ReceiptBody.DeliveryEnded other -> Optional.empty();
      case ReceiptBody.Decision other -> Optional.empty();
      case ReceiptBody.ChainOpened other -> Optional.empty();
      case ReceiptBody.Reload other -> Optional.empty();
      case ReceiptBody.Witnessed other -> Optional.empty();
      case ReceiptBody.Outcome other -> Optional.empty();
      case ReceiptBody.Rejection other -> Optional.empty();
      case ReceiptBody.Resolved other -> Optional.empty();
      case ReceiptBody.HoldEnded other -> Optional.empty();
      case ReceiptBody.Referred other -> Optional.empty();
      case ReceiptBody.Ruled other -> Optional.empty();
    };
  }

  /** Whether somebody calls it so: by its delivery's id or its place. */
  boolean isCalled(String name) {
    return delivery.id().equals(name) || origin().equals(name);
  }

  String origin() {
    return delivery.origin().text();
  }

  /** Says what will be judged again, and as whose. */
  void addTo(Table table, Bytes body) {
    ReceiptBody.Evidence evidence = delivery.evidence().orElseThrow();
    table.row(
        origin(),
        delivery.source(),
        code.text(),
        rule.orElse("all"),
        evidence.principal(),
        evidence.assurance().text(),
        Integer.toString(body.size()),
        receipt.receipt().id());
  }
}
