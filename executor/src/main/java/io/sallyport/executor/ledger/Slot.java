package io.sallyport.executor.ledger;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import java.util.Optional;

/** Where one trusted record stands. */
sealed interface Slot {
  /** Verified, behind others of its key or without a free worker. */
  record Waiting(Task task) implements Slot {}

  /** Claimed by this owner. */
  record Running(Claim claim) implements Slot {}

  /** Claimed by a former owner; the task is there once the record was read again. */
  record Inherited(Claim claim, Optional<Task> task) implements Slot {}

  /** An attempt did not do it, and another may; its key stays busy. The task as with Inherited. */
  record Postponed(Claim claim, io.sallyport.executor.ledger.Ending last, Optional<Task> task)
      implements Slot {}

  /** Its ending waits for the next turn, which releases the key that it holds. */
  record Ending(Optional<String> held) implements Slot {}

  /** Its ending is in the ledger, or in the turn under way. */
  record Done() implements Slot {}
}
