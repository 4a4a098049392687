package io.sallyport.cli.tally;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts sealed actions. Owned by one thread. */
public final class ActionCount {
  private final Set<ActionId> sealed = new HashSet<>();
  private final Set<ActionId> ended = new HashSet<>();
  private final Set<ActionId> inDoubt = new HashSet<>();
  private final Set<String> referred = new HashSet<>();
  private final Set<String> deferred = new HashSet<>();
  private final Set<String> ruledOn = new HashSet<>();
  private final Set<String> held = new HashSet<>();
  private final Set<String> released = new HashSet<>();
  private final Map<String, Long> results = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();
  private long contradicted;

  private ActionCount() {}

  /** The count of what the validator sealed and the cells ended. */
  public static Actions of(List<Receipt> decisions, List<Receipt> outcomes) {
    ActionCount count = new ActionCount();
    decisions.forEach(count::add);
    outcomes.forEach(count::add);
    return count.result();
  }

  private void add(Receipt receipt) {
    receipt.body().sealed().ifPresent(action -> once(sealed, action.id()));
    switch (receipt.body()) {
      case ReceiptBody.Decision decision when decision.verdict().result() == DecisionResult.HELD ->
          held.add(receipt.id());
      case ReceiptBody.HoldEnded hold -> end(hold);
      case ReceiptBody.Referred other -> referred.add(receipt.id());
      case ReceiptBody.Ruled ruled -> rule(receipt.id(), ruled);
      case ReceiptBody.Outcome outcome -> {
        once(ended, outcome.action().id());
        results.merge(outcome.result().name(), 1L, Long::sum);
        if (outcome.result() == OutcomeResult.IN_DOUBT) {
          inDoubt.add(outcome.action().id());
        }
      }
      case ReceiptBody.Rejection rejection ->
          rejected.merge(rejection.code().text(), 1L, Long::sum);
      case ReceiptBody.Resolved resolved -> resolve(resolved.action().id());
      case ReceiptBody.Decision other -> {}
      case ReceiptBody.DeliveryEnded other -> {}
      case ReceiptBody.ChainOpened other -> {}
      case ReceiptBody.Reload other -> {}
      case ReceiptBody.Witnessed other -> {}
    }
  }

  /** What was referred is decided once, and may be held then; before, it may be deferred once. */
  private void rule(String receipt, ReceiptBody.Ruled ruled) {
    DeskRuling ruling = ruled.ruling();
    boolean isFirst =
        ruling.isDeferred()
            ? !ruledOn.contains(ruling.referral()) && deferred.add(ruling.referral())
            : ruledOn.add(ruling.referral())
                && deferred.contains(ruling.referral()) == ruling.deferral().isPresent();
    if (!isFirst) {
      contradicted++;
    }
    if (ruled.ruling().verdict().result() == DecisionResult.HELD) {
      held.add(receipt);
    }
  }

  /** A hold ends once. */
  private void end(ReceiptBody.HoldEnded hold) {
    if (!released.add(hold.ending().decision())) {
      contradicted++;
    }
  }

  private void once(Set<ActionId> ids, ActionId id) {
    if (!ids.add(id)) {
      contradicted++;
    }
  }

  /** What was in doubt is resolved once at most, and nothing else ever is. */
  private void resolve(ActionId id) {
    if (!inDoubt.remove(id)) {
      contradicted++;
    }
  }

  private Actions result() {
    long pending = sealed.stream().filter(id -> !ended.contains(id)).count();
    long unsealed = ended.stream().filter(id -> !sealed.contains(id)).count();
    long waiting = held.stream().filter(receipt -> !released.contains(receipt)).count();
    long undecided = referred.stream().filter(receipt -> !ruledOn.contains(receipt)).count();
    return new Actions(
        sealed.size(), results, rejected, undecided, waiting, pending, unsealed, contradicted);
  }
}
