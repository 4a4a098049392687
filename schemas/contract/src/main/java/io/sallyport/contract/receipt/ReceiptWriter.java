package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;

/** Signs receipts and moves a chain's head; holds no state, so any thread may use it. */
public final class ReceiptWriter {
  private final String issuer;
  private final SigningKey key;

  /** A writer that speaks as {@code issuer}. */
  public ReceiptWriter(String issuer, SigningKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  /**
   * A signed receipt and where the chain stands after it.
   *
   * @param jws the compact form, the record's value
   * @param head the chain's new head
   */
  public record Appended(String jws, ChainHead head) {}

  /** Signs {@code body} as the next receipt of {@code head}'s chain. */
  public Appended append(ChainHead head, ReceiptBody body, Instant now) {
    Receipt receipt = new Receipt(issuer, now, head.chain(), head.next(), head.prev(), body);
    String jws = Jws.sign(key, Typ.RECEIPT, ReceiptCodec.write(receipt));
    Digest digest = Digest.of(Bytes.utf8(jws).toArray());
    return new Appended(jws, new ChainHead(head.chain(), head.next() + 1, digest));
  }

  /** The key id that signs. */
  public String keyId() {
    return key.keyId();
  }
}
