package io.sallyport.compose.sample;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What receipts say of one delivery.
 *
 * @param receipts of the delivery and of its actions
 * @param rejections of all executors, which name no action
 */
record Story(List<Receipt> receipts, List<Code> rejections) {
  static Story of(String delivery, List<Receipt> all) {
    List<ActionId> actions =
        all.stream()
            .filter(each -> isOf(each, delivery))
            .flatMap(each -> each.action().stream())
            .map(ReceiptBody.Action::id)
            .toList();
    List<Receipt> own =
        all.stream()
            .filter(each ->
                isOf(each, delivery)
                    || each.action().filter(action -> actions.contains(action.id())).isPresent())
            .toList();
    List<Code> rejections = all.stream().flatMap(each -> rejection(each.body()).stream()).toList();
    return new Story(own, rejections);
  }

  private static boolean isOf(Receipt receipt, String delivery) {
    return receipt.body().subject().filter(each -> each.id().equals(delivery)).isPresent();
  }

  private static Optional<Code> rejection(ReceiptBody body) {
    return body instanceof ReceiptBody.Rejection rejection
        ? Optional.of(rejection.code())
        : Optional.empty();
  }

  /** Its only action. */
  ActionId action() {
    return receipts.stream()
        .flatMap(each -> each.action().stream())
        .map(ReceiptBody.Action::id)
        .findFirst()
        .orElseThrow();
  }

  /** The codes of all receipts, in no order; a referral to the desk says nothing yet. */
  List<Code> codes() {
    return receipts.stream().flatMap(each -> code(each.body()).stream()).toList();
  }

  private static Optional<Code> code(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.DeliveryEnded ended -> Optional.of(ended.code());
      case ReceiptBody.Decision decision -> Optional.of(decision.code());
      case ReceiptBody.Ruled ruled -> Optional.of(ruled.ruling().code());
      case ReceiptBody.HoldEnded ended -> Optional.of(ended.ending().code());
      case ReceiptBody.Outcome outcome -> Optional.of(outcome.code());
      case ReceiptBody.Referred _, ReceiptBody.Rejection _, ReceiptBody.Resolved _ ->
          Optional.empty();
      case ReceiptBody.ChainOpened _, ReceiptBody.Reload _, ReceiptBody.Witnessed _ ->
          Optional.empty();
    };
  }

  /** Whose verdicts counted when its hold ended. */
  List<String> voters() {
    return receipts.stream()
        .flatMap(each ->
            each.body() instanceof ReceiptBody.HoldEnded ended
                ? ended.ending().votes().stream()
                : Stream.<HoldEnding.Vote>empty())
        .map(HoldEnding.Vote::person)
        .toList();
  }

  /** The credential with which it was performed, as its executor says. */
  List<String> credentials() {
    return receipts.stream()
        .flatMap(each ->
            each.body() instanceof ReceiptBody.Outcome outcome
                ? outcome.performance().stream()
                : Stream.empty())
        .flatMap(performed -> performed.lease().stream())
        .map(lease -> lease.credential())
        .toList();
  }
}
