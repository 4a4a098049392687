package io.sallyport.cli.scene;

import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;

/** A receipt of the validator in a few words. */
final class Words {
  private Words() {}

  static String of(Optional<ReceiptBody> body) {
    return body.map(Words::of).orElse("no receipt");
  }

  private static String of(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.Decision said ->
          "decision " + said.verdict().result() + " (" + said.code().text() + ")";
      case ReceiptBody.DeliveryEnded said ->
          "ending " + said.ending() + " (" + said.code().text() + ")";
      case ReceiptBody.Outcome said -> "outcome " + said.result();
      case ReceiptBody.Rejection said -> "rejected (" + said.code().text() + ")";
      case ReceiptBody.Resolved said -> "resolved (" + said.resolution().finding().text() + ")";
      case ReceiptBody.Referred said -> "decision REFERRED (" + said.decision().code().text() + ")";
      case ReceiptBody.Ruled said ->
          "desk " + said.ruling().verdict().result() + " (" + said.ruling().code().text() + ")";
      case ReceiptBody.HoldEnded said ->
          "hold " + said.ending().result() + " (" + said.ending().code().text() + ")";
      case ReceiptBody.ChainOpened said -> "a chain's beginning";
      case ReceiptBody.Witnessed said -> "witnessed " + said.sighting().receipt();
      case ReceiptBody.Reload said -> "a bundle's load";
    };
  }
}
