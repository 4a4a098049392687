package io.sallyport.validator.session;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Instant;

/** What happened in a session. Never changed, never taken back. */
public sealed interface Entry {
  /** When it was written down; milliseconds. */
  Instant at();

  /** About which action. */
  ActionId id();

  /**
   * An action was decided.
   *
   * @param action which
   * @param target stands for the value of its ordering field
   * @param result how
   * @param receipt the id of the receipt that says so
   */
  record Decided(
      Instant at, ReceiptBody.Action action, Digest target, DecisionResult result, String receipt)
      implements Entry {
    @Override
    public ActionId id() {
      return action.id();
    }

    /** Whether it may come about: sealed, or persons are asked. */
    public boolean isAllowed() {
      return result.isSealed() || result == DecisionResult.HELD;
    }
  }

  /**
   * Its executor says how it ended, or the holds that it was not sealed.
   *
   * @param id which action
   * @param decision the receipt of the decision that it ends
   * @param result how
   */
  record Told(Instant at, ActionId id, String decision, Result result) implements Entry {}
}
