package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Signs receipts and moves a chain's head; holds no state, so any thread may use it. */
public final class ReceiptWriter {
  private final String issuer;
  private final SigningKey key;
  private final JwsVerifier own;

  /** A writer that speaks as {@code issuer}, whose receipts have one key. */
  public ReceiptWriter(String issuer, SigningKey key) {
    this(issuer, key, List.of());
  }

  /** A writer that signs with {@code key}; what {@code others} signed is its own too. */
  public ReceiptWriter(String issuer, SigningKey key, List<Jwk> others) {
    this.issuer = issuer;
    this.key = key;
    List<PinnedKey> own =
        Stream.concat(Stream.of(key.jwk()), others.stream())
            .map(each -> PinnedKey.active(each, Typ.RECEIPT, Set.of()))
            .toList();
    this.own = new JwsVerifier(own, Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
  }

  /**
   * A signed receipt and where the chain stands after it.
   *
   * @param jws the compact form, the record's value
   * @param head the chain's new head
   */
  public record Appended(String jws, ChainHead head) {}

  /**
   * Signs {@code body} as the next receipt of {@code head}'s chain. Throws {@link
   * IllegalStateException} where nobody could read it: a chain with it could not be followed.
   */
  public Appended append(ChainHead head, ReceiptBody body, Instant now) {
    Receipt receipt = new Receipt(issuer, now, head.chain(), head.next(), head.prev(), body);
    String jws = Jws.sign(key, Typ.RECEIPT, ReceiptCodec.write(receipt));
    if (jws.length() > ReceiptCodec.MAX_SIZE) {
      throw new IllegalStateException("a receipt's parts are bounded to less than its limit");
    }
    return new Appended(jws, head(receipt, jws));
  }

  /**
   * Where {@code chain} stands after its last receipt, for a writer that has lost its place; empty
   * if {@code jws} is no receipt of that chain signed with one of its keys.
   */
  public Optional<ChainHead> headAfter(String chain, String jws, Instant now) {
    return own(jws, now)
        .filter(receipt -> receipt.chain().equals(chain))
        .map(receipt -> head(receipt, jws));
  }

  /** What {@code jws} says, if it is a receipt of this issuer signed with one of its keys. */
  public Optional<Receipt> own(String jws, Instant now) {
    return switch (own.verify(jws, now)) {
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
