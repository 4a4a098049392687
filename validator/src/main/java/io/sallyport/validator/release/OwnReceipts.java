package io.sallyport.validator.release;

import io.sallyport.contract.command.ReleaseCommand.Released;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells one writer's receipts from anything else. Immutable. */
public final class OwnReceipts {
  private final String issuer;
  private final JwsVerifier verifier;

  /**
   * Receipts of one writer, the validator or a cell.
   *
   * @param issuer its name
   * @param keys that sign its receipts, or did
   */
  public OwnReceipts(String issuer, List<Jwk> keys) {
    this.issuer = issuer;
    List<PinnedKey> pinned =
        keys.stream().map(key -> PinnedKey.active(key, Typ.RECEIPT, Set.of())).toList();
    this.verifier = new JwsVerifier(pinned, Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
  }

  /** The receipt, if it is the one that a command names, and ours. */
  Optional<Receipt> read(String jws, Released named, Instant now) {
    if (!Digest.of(Bytes.utf8(jws).toArray()).equals(named.digest())) {
      return Optional.empty();
    }
    return read(jws, now).filter(receipt -> receipt.id().equals(named.id()));
  }

  /** The receipt, if it is ours. */
  public Optional<Receipt> read(String jws, Instant now) {
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Refused _ -> Optional.empty();
      case JwsVerifier.Result.Verified verified ->
          ReceiptCodec.parse(verified.payload()).filter(receipt -> receipt.issuer().equals(issuer));
    };
  }
}
