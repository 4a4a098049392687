package io.sallyport.cli.explain;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What verified receipts say of one delivery and the actions that came of it.
 *
 * @param delivery which
 * @param decided how it ended, or each decision about it
 * @param performed how its actions ended
 * @param broken where a chain stops being proof: behind it may be more
 */
record Story(
    ReceiptBody.Delivery delivery,
    List<Receipt> decided,
    List<Receipt> performed,
    List<Break> broken) {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f-]{36}|[A-Za-z0-9_-]{43}|[a-z0-9.-]{1,249}:[0-9]{1,9}:[0-9]{1,18}");

  Story {
    decided = List.copyOf(decided);
    performed = List.copyOf(performed);
    broken = List.copyOf(broken);
  }

  /** Whether {@code text} has the form of an id: of a delivery, its origin, or of an action. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The delivery that {@code id} names, or whose action it names; empty when there is none. */
  static Optional<Story> of(String id, VerifiedReceipts receipts) {
    return receipts.decisions().stream()
        .filter(receipt -> isNamed(receipt.body(), id))
        .flatMap(receipt -> receipt.body().subject().stream())
        .findFirst()
        .map(delivery -> of(delivery, receipts));
  }

  private static Story of(ReceiptBody.Delivery delivery, VerifiedReceipts receipts) {
    List<Receipt> decided =
        receipts.decisions().stream()
            .filter(receipt ->
                receipt
                    .body()
                    .subject()
                    .filter(subject -> subject.origin().equals(delivery.origin()))
                    .isPresent())
            .toList();
    Set<ActionId> actions =
        decided.stream()
            .map(Receipt::body)
            .map(Story::action)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    List<Receipt> performed =
        Stream.concat(receipts.decisions().stream(), receipts.outcomes().stream())
            .filter(receipt -> isOf(receipt.body(), actions))
            .toList();
    return new Story(delivery, decided, performed, receipts.broken());
  }

  /** On whose behalf admission proved it to be sent, if on anybody's. */
  Optional<Delegation> delegation() {
    return delivery.evidence().flatMap(ReceiptBody.Evidence::delegation);
  }

  /** Whom admission proved the delivery to come from, if it was admitted. */
  Optional<String> principal() {
    return delivery.evidence().map(ReceiptBody.Evidence::principal);
  }

  private static boolean isNamed(ReceiptBody body, String id) {
    boolean named =
        body.subject()
            .filter(subject -> subject.id().equals(id) || subject.origin().text().equals(id))
            .isPresent();
    return named || action(body).filter(action -> action.text().equals(id)).isPresent();
  }

  private static Optional<ActionId> action(ReceiptBody body) {
    return body.decided().flatMap(ReceiptBody.Decision::action).map(ReceiptBody.Action::id);
  }

  private static boolean isOf(ReceiptBody body, Collection<ActionId> actions) {
    return switch (body) {
      case ReceiptBody.Outcome outcome -> actions.contains(outcome.action().id());
      case ReceiptBody.Ruled ruled -> actions.contains(ruled.action().id());
      case ReceiptBody.HoldEnded held -> actions.contains(held.action().id());
      case ReceiptBody.Resolved resolved -> actions.contains(resolved.action().id());
      default -> false;
    };
  }
}
