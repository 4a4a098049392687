package io.sallyport.cli.unwind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An action that had an effect, or may have had or still have one.
 *
 * @param at when it ended, or was decided if it has not
 * @param action which
 * @param delivery what asked for it
 * @param rule the rule that made it
 * @param state {@code SUCCEEDED}, {@code IN_DOUBT}, or {@code PENDING} while it has no outcome
 */
record Brought(
    Instant at,
    ReceiptBody.Action action,
    ReceiptBody.Delivery delivery,
    String rule,
    String state) {

  /** Those asked for by deliveries like these, from {@code since} on; the newest first. */
  static List<Brought> find(
      VerifiedReceipts receipts, Predicate<ReceiptBody.Delivery> asked, Instant since) {
    Fates fates = new Fates(receipts);
    List<Brought> found = new ArrayList<>();
    for (Receipt receipt : receipts.decisions()) {
      receipt
          .body()
          .decided()
          .filter(each -> asked.test(each.delivery()))
          .flatMap(each -> each.action().flatMap(action -> fates.of(receipt, each, action)))
          .filter(each -> !each.at().isBefore(since))
          .ifPresent(found::add);
    }
    found.sort(Comparator.comparing(Brought::at).reversed());
    return List.copyOf(found);
  }

  /** Whether {@code who} was proven to have sent it, or that it was sent on behalf of that one. */
  static boolean isOf(ReceiptBody.Delivery delivery, String who) {
    return delivery
        .evidence()
        .filter(proof ->
            proof.principal().equals(who)
                || proof.delegation().filter(shown -> shown.chain().contains(who)).isPresent())
        .isPresent();
  }

  /** For programs; names are stable. */
  ObjectNode json(Optional<String> undo) {
    ObjectNode json = StrictJson.object();
    json.put("at", at.toString());
    json.put("action", action.id().text());
    json.put("type", action.type());
    json.put("effect", action.effect().text());
    json.put("cell", action.cell());
    json.put("state", state);
    json.put("rule", rule);
    json.put("delivery", delivery.id());
    principal().ifPresent(principal -> json.put("principal", principal));
    undo.ifPresent(type -> json.put("undo", type));
    return json;
  }

  /** Who was proven to have sent the delivery. */
  Optional<String> principal() {
    return delivery.evidence().map(ReceiptBody.Evidence::principal);
  }

  /** How actions ended. Owned by one thread. */
  private static final class Fates {
    private static final String PENDING = "PENDING";

    private final Set<ActionId> sealed = new HashSet<>();
    private final Map<ActionId, Receipt> ended = new HashMap<>();
    private final Map<ActionId, Finding> resolved = new HashMap<>();

    Fates(VerifiedReceipts receipts) {
      for (Receipt receipt : receipts.decisions()) {
        receipt.body().sealed().map(ReceiptBody.Action::id).ifPresent(sealed::add);
      }
      for (Receipt receipt : receipts.outcomes()) {
        switch (receipt.body()) {
          case ReceiptBody.Outcome outcome ->
              ended.merge(outcome.action().id(), receipt, Fates::worse);
          case ReceiptBody.Resolved found ->
              resolved.put(found.action().id(), found.resolution().finding());
          default -> {}
        }
      }
    }

    /**
     * A delivery of long ago may come again: the ending that had an effect is the one that tells.
     */
    private static Receipt worse(Receipt one, Receipt other) {
      return weight(other) > weight(one) ? other : one;
    }

    private static int weight(Receipt receipt) {
      return switch (receipt.body()) {
        case ReceiptBody.Outcome outcome when outcome.result() == OutcomeResult.SUCCEEDED -> 2;
        case ReceiptBody.Outcome outcome when outcome.result() == OutcomeResult.IN_DOUBT -> 1;
        default -> 0;
      };
    }

    /** Empty when the action surely had no effect and will have none. */
    Optional<Brought> of(
        Receipt decided, ReceiptBody.Decision decision, ReceiptBody.Action action) {
      Optional<Receipt> end = Optional.ofNullable(ended.get(action.id()));
      Instant at = end.orElse(decided).issuedAt();
      String rule = decision.verdict().rule();
      Optional<String> state =
          end.isEmpty()
              ? Optional.of(PENDING).filter(_ -> sealed.contains(action.id()))
              : end.flatMap(receipt -> state(action.id(), receipt.body()));
      return state.map(word -> new Brought(at, action, decision.delivery(), rule, word));
    }

    private Optional<String> state(ActionId id, ReceiptBody body) {
      if (!(body instanceof ReceiptBody.Outcome outcome)) {
        return Optional.empty();
      }
      return switch (outcome.result()) {
        case SUCCEEDED -> Optional.of(OutcomeResult.SUCCEEDED.name());
        case IN_DOUBT ->
            switch (resolved.get(id)) {
              case PERFORMED -> Optional.of(OutcomeResult.SUCCEEDED.name());
              case NOT_PERFORMED -> Optional.empty();
              case null, default -> Optional.of(OutcomeResult.IN_DOUBT.name());
            };
        default -> Optional.empty();
      };
    }
  }
}
