package io.sallyport.executor.outcome;

import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.ledger.Turn.Step;
import java.util.Optional;

/**
 * What the receipts of one partition say, and whom else they are told: of an action that was
 * decided with memory the desk hears the end.
 *
 * @param topic the trusted topic
 * @param partition of that topic
 */
public record Receipts(String topic, int partition) {
  /** The receipt of a step; a claim has none, given back or not. */
  public Optional<ReceiptBody> of(Step step) {
    return switch (step) {
      case Step.Start _, Step.Postpone _ -> Optional.empty();
      case Step.End end -> Optional.of(of(end));
      case Step.Join _ ->
          throw new IllegalStateException("nobody knows yet whether its record is taken");
      case Step.Resolve(var _, var body) -> Optional.of(body);
      case Step.Reject(var rejection, var digest) ->
          Optional.of(
              new ReceiptBody.Rejection(origin(rejection.offset()), rejection.code(), digest));
    };
  }

  /** To whose memory a receipt is told; a rejection is of no action. */
  public static Optional<DeskKey> desk(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.Outcome outcome -> outcome.action().desk();
      case ReceiptBody.Resolved resolved -> resolved.action().desk();
      default -> Optional.empty();
    };
  }

  private ReceiptBody of(Step.End end) {
    return new ReceiptBody.Outcome(
        end.action(),
        end.decision(),
        origin(end.record().offset()),
        end.record().result(),
        end.record().code(),
        end.attempt(),
        end.response(),
        end.performance());
  }

  private Origin origin(long offset) {
    return new Origin(topic, partition, offset);
  }
}
