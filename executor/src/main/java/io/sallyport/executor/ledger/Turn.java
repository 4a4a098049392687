package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.OutcomeResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction writes.
 *
 * @param steps the ledger records, in their order
 * @param lowest the lowest unfinished offset once they are written: the consumer's offset
 * @param low the ledger offset from which a new owner must read
 */
public record Turn(List<Step> steps, long lowest, long low) {
  /** Copies the steps. */
  public Turn {
    steps = List.copyOf(steps);
  }

  /** The claims among the steps. */
  public List<Claim> starts() {
    return steps.stream()
        .filter(Step.Start.class::isInstance)
        .map(step -> ((Step.Start) step).record())
        .toList();
  }

  /** One ledger record and what its receipt needs. */
  public sealed interface Step {
    /** The ledger record. */
    LedgerRecord record();

    /** A claim; its action starts once the turn is committed. */
    record Start(Claim record) implements Step {}

    /** An action ends; with a receipt, which says more than the ledger does. */
    record End(
        Outcome record,
        ReceiptBody.Action action,
        Optional<String> decision,
        Optional<Attempt> attempt,
        Optional<ReceiptBody.Response> response,
        Optional<ReceiptBody.Performance> performance)
        implements Step {

      /** A claimed action ended. */
      static End of(Claim claim, Ending ending, Instant now) {
        Outcome outcome =
            new Outcome(
                claim.action().id(),
                claim.offset(),
                ending.result(),
                ending.code(),
                claim.attempt(),
                now.truncatedTo(ChronoUnit.MILLIS),
                claim.expires());
        return new End(
            outcome,
            claim.action(),
            claim.decision(),
            Optional.of(new Attempt(claim.attempt(), Optional.of(claim.nonce()))),
            ending.response(),
            ending.performance());
      }

      /** The action ends without a claim. */
      static End unclaimed(Task task, OutcomeResult result, Code code, Instant now) {
        Outcome outcome =
            new Outcome(
                task.action().id(),
                task.offset(),
                result,
                code,
                0,
                now.truncatedTo(ChronoUnit.MILLIS),
                task.life().remembered());
        return new End(
            outcome,
            task.action(),
            task.decision(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
    }

    /** Operators said what became of an action in doubt; with a receipt. */
    record Resolve(LedgerRecord.Resolution record, ReceiptBody.Resolved body) implements Step {}

    /** A record is rejected; with a receipt. */
    record Reject(LedgerRecord.Rejection record, Digest digest) implements Step {}
  }
}
