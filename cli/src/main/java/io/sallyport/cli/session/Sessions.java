package io.sallyport.cli.session;

import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.SessionHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What verified receipts tell of sessions. */
final class Sessions {
  private final Map<SessionId, List<Entry>> sessions = new LinkedHashMap<>();

  private Sessions() {}

  /**
   * One decision within a session.
   *
   * @param receipt that says so
   * @param action about which
   * @param ruling what the desk decided
   * @param head where the session stood after it
   * @param delivery what brought it, if its referral verified
   * @param outcome how the action ended, if it did: its executor's word, or the holds' of what they
   *     did not seal
   */
  record Entry(
      Receipt receipt,
      ReceiptBody.Action action,
      DeskRuling ruling,
      SessionHead head,
      Optional<ReceiptBody.Delivery> delivery,
      Optional<String> outcome) {

    /** Who was proven to have sent what it is about. */
    String principal() {
      return delivery
          .flatMap(ReceiptBody.Delivery::evidence)
          .map(ReceiptBody.Evidence::principal)
          .orElse("");
    }

    String source() {
      return delivery.map(ReceiptBody.Delivery::source).orElse("");
    }
  }

  /** All sessions, each with its decisions in their order. */
  static Sessions of(VerifiedReceipts receipts) {
    Map<String, ReceiptBody.Delivery> referred = new HashMap<>();
    for (Receipt receipt : receipts.decisions()) {
      receipt.body().subject().ifPresent(delivery -> referred.put(receipt.id(), delivery));
    }
    Map<ActionId, String> outcomes = outcomes(receipts);
    Map<String, String> unsealed = unsealed(receipts);
    Sessions sessions = new Sessions();
    for (Receipt receipt : receipts.decisions()) {
      if (receipt.body() instanceof ReceiptBody.Ruled(var action, var ruling)) {
        ruling
            .session()
            .ifPresent(head ->
                sessions.add(
                    new Entry(
                        receipt,
                        action,
                        ruling,
                        head,
                        Optional.ofNullable(referred.get(ruling.referral())),
                        Optional.ofNullable(unsealed.get(receipt.id()))
                            .or(() -> Optional.ofNullable(outcomes.get(action.id()))))));
      }
    }
    return sessions;
  }

  private static Map<ActionId, String> outcomes(VerifiedReceipts receipts) {
    Map<ActionId, String> outcomes = new HashMap<>();
    for (Receipt receipt : receipts.outcomes()) {
      switch (receipt.body()) {
        case ReceiptBody.Outcome outcome ->
            outcomes.put(outcome.action().id(), outcome.result().name());
        case ReceiptBody.Resolved(var action, var resolution) ->
            outcomes.put(action.id(), resolution.finding().text());
        default -> {}
      }
    }
    return outcomes;
  }

  /** What was held and never sealed, by the receipt that held it: no executor tells of that. */
  private static Map<String, String> unsealed(VerifiedReceipts receipts) {
    Map<String, String> unsealed = new HashMap<>();
    for (Receipt receipt : receipts.decisions()) {
      if (receipt.body() instanceof ReceiptBody.HoldEnded(_, var ending)
          && !ending.result().isSealed()) {
        boolean isRevoked = ending.code() == Code.REVOKED;
        unsealed.put(ending.decision(), isRevoked ? "REVOKED" : ending.result().name());
      }
    }
    return unsealed;
  }

  private void add(Entry entry) {
    sessions.computeIfAbsent(entry.head().id(), _ -> new ArrayList<>()).add(entry);
  }

  /** The decisions within one session; none when no receipt tells of it. */
  List<Entry> of(SessionId id) {
    return List.copyOf(sessions.getOrDefault(id, List.of()));
  }

  /** The last decision of each session, the newest first. */
  List<Entry> last() {
    return sessions.values().stream()
        .map(List::getLast)
        .sorted(Comparator.comparing((Entry entry) -> entry.receipt().issuedAt()).reversed())
        .toList();
  }
}
