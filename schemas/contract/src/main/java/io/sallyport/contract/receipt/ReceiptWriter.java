package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return new Appended(jws, head(receipt, jws));
  }

  /**
   * Where {@code chain} stands after its last receipt, for a writer that has lost its place; empty
   * if {@code jws} is no receipt of that chain signed with this key.
   */
  public Optional<ChainHead> headAfter(String chain, String jws, Instant now) {
    return own(jws, now)
        .filter(receipt -> receipt.chain().equals(chain))
        .map(receipt -> head(receipt, jws));
  }

  /** What {@code jws} says, if it is a receipt of this issuer signed with this key. */
  public Optional<Receipt> own(String jws, Instant now) {
    PinnedKey own = PinnedKey.active(key.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(own), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Refused _ -> Optional.empty();
      case JwsVerifier.Result.Verified(var _, Bytes payload) ->
          ReceiptCodec.parse(payload).filter(receipt -> receipt.issuer().equals(issuer));
    };
  }

  private static ChainHead head(Receipt receipt, String jws) {
    return new ChainHead(receipt.chain(), receipt.seq() + 1, Digest.of(Bytes.utf8(jws).toArray()));
  }

  /** The key id that signs. */
  public String keyId() {
    return key.keyId();
  }
}
