package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.ReceiptId;
import java.time.Instant;
import java.util.Optional;

/**
 * One signed statement of a writer, chained to the one before.
 *
 * @param issuer {@code <environment>/validator} or {@code <environment>/<cell>}
 * @param issuedAt whole seconds
 * @param chain the chain's id
 * @param seq its place in the chain, from 0
 * @param prev the digest of the receipt before it
 * @param body what it says
 */
public record Receipt(
    String issuer, Instant issuedAt, String chain, long seq, Digest prev, ReceiptBody body) {

  /** The receipt's own id: {@code chain/seq}. */
  public String id() {
    return ReceiptId.of(chain, seq);
  }

  /** The action that it is about, if it is about one. */
  public Optional<ReceiptBody.Action> action() {
    return switch (body) {
      case ReceiptBody.Decision _, ReceiptBody.Referred _ ->
          body.decided().flatMap(ReceiptBody.Decision::action);
      case ReceiptBody.Ruled(var action, var _) -> Optional.of(action);
      case ReceiptBody.HoldEnded(var action, var _) -> Optional.of(action);
      case ReceiptBody.Outcome outcome -> Optional.of(outcome.action());
      case ReceiptBody.Resolved(var action, var _) -> Optional.of(action);
      case ReceiptBody.DeliveryEnded _, ReceiptBody.Rejection _ -> Optional.empty();
      case ReceiptBody.ChainOpened _, ReceiptBody.Reload _, ReceiptBody.Witnessed _ ->
          Optional.empty();
    };
  }

  /** Where its chain stood before it. */
  public ChainHead before() {
    return new ChainHead(chain, seq, prev);
  }
}
