package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.ReceiptId;
import java.time.Instant;

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

  /** Where its chain stood before it. */
  public ChainHead before() {
    return new ChainHead(chain, seq, prev);
  }
}
