package io.sallyport.validator.desk;

import io.sallyport.contract.Environment;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells receipts of this installation's executors from anything else. Immutable. */
public final class CellReceipts {
  private final Environment environment;
  private final Map<String, JwsVerifier> verifiers = new TreeMap<>();

  /**
   * Receipts of these cells.
   *
   * @param keys by cell: those that sign its receipts, or did
   */
  public CellReceipts(Environment environment, Map<String, List<Jwk>> keys) {
    this.environment = environment;
    keys.forEach((cell, all) -> {
      List<PinnedKey> pinned =
          all.stream().map(key -> PinnedKey.active(key, Typ.RECEIPT, Set.of(cell))).toList();
      verifiers.put(cell, new JwsVerifier(pinned, Typ.RECEIPT, cell, ReceiptCodec.MAX_SIZE));
    });
  }

  /** The receipt, if that cell signed it. */
  Optional<Receipt> read(String cell, Bytes value, Instant now) {
    JwsVerifier verifier = verifiers.get(cell);
    if (verifier == null || value.size() > ReceiptCodec.MAX_SIZE) {
      return Optional.empty();
    }
    String jws = new String(value.toArray(), StandardCharsets.ISO_8859_1);
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Refused _ -> Optional.empty();
      case JwsVerifier.Result.Verified verified ->
          ReceiptCodec.parse(verified.payload())
              .filter(receipt -> receipt.issuer().equals(environment.cell(cell)));
    };
  }
}
