package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

  /** The same with other steps in place of its own. */
  public Turn with(UnaryOperator<Step> change) {
    return new Turn(steps.stream().map(change).toList(), lowest, low);
  }

  /** The same, in which the actions of these records were not performed, as the codes say. */
  public Turn without(Map<Long, Code> refused) {
    return with(step ->
        step instanceof Step.Join join && refused.containsKey(join.record().offset())
            ? left(join, refused.get(join.record().offset()))
            : step);
  }

  private static Step left(Step.Join join, Code code) {
    return join.refused(code == Code.EXPIRED ? OutcomeResult.EXPIRED : OutcomeResult.FAILED, code);
  }

  /** The actions that it performs itself. */
  public List<Step.Join> joins() {
    return steps.stream().filter(Step.Join.class::isInstance).map(Step.Join.class::cast).toList();
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
        Optional<NamedReceipt> decision,
        Optional<Attempt> attempt,
        Optional<Response> response,
        Optional<Execution> performance)
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

    /**
     * An action is performed by this transaction, which carries its record.
     *
     * @param end how it ends, if the record is taken
     * @param expires the end of its mandate
     * @param carried the record; none as long as the turn is only planned
     */
    record Join(End end, Instant expires, Optional<Outgoing> carried) implements Step {
      static Join of(Task task, Instant now) {
        End end = End.unclaimed(task, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, now);
        return new Join(end, task.life().expires(), Optional.empty());
      }

      @Override
      public Outcome record() {
        return end.record();
      }

      /** The same with its record. */
      public Join carrying(Outgoing record) {
        return new Join(end, expires, Optional.of(record));
      }

      /** It is not performed. */
      public End refused(OutcomeResult result, Code code) {
        Outcome as = end.record();
        return new End(
            new Outcome(
                as.action(), as.offset(), result, code, as.attempt(), as.at(), as.expires()),
            end.action(),
            end.decision(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }

      /** It is performed: its record lies there. */
      public End taken(Response response, Execution execution) {
        return new End(
            end.record(),
            end.action(),
            end.decision(),
            Optional.empty(),
            Optional.of(response),
            Optional.of(execution));
      }
    }

    /**
     * A claim is given back, to be claimed anew.
     *
     * @param claim the one that is given back
     * @param last how the action ends if there is no other attempt
     * @param task what is claimed anew
     */
    record Postpone(Postponement record, Claim claim, Ending last, Task task) implements Step {
      static Postpone of(Claim claim, Ending ending, Ending.Again again, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Postponement record =
            new Postponement(
                claim.action().id(),
                claim.offset(),
                ending.result(),
                ending.code(),
                claim.attempt(),
                at,
                at.plusMillis(again.pause().toMillis()));
        return new Postpone(record, claim, ending, again.task());
      }
    }

    /** Operators said what became of an action in doubt; with a receipt. */
    record Resolve(LedgerRecord.Resolution record, ReceiptBody.Resolved body) implements Step {}

    /** A record is rejected; with a receipt. */
    record Reject(LedgerRecord.Rejection record, Digest digest) implements Step {}
  }
}
