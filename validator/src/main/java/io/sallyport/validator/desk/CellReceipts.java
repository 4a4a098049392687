package io.sallyport.validator.desk;

import io.sallyport.contract.Environment;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.validator.release.OwnReceipts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells receipts of this installation's executors from anything else. Immutable. */
public final class CellReceipts {
  private final Map<String, OwnReceipts> cells = new TreeMap<>();

  /**
   * Receipts of these cells.
   *
   * @param keys by cell: those that sign its receipts, or did
   */
  public CellReceipts(Environment environment, Map<String, List<Jwk>> keys) {
    keys.forEach((cell, all) -> cells.put(cell, new OwnReceipts(environment.cell(cell), all)));
  }

  /** The receipt, if that cell signed it. */
  Optional<Receipt> read(String cell, Bytes value, Instant now) {
    return Optional.ofNullable(cells.get(cell))
        .flatMap(own -> own.read(new String(value.toArray(), StandardCharsets.ISO_8859_1), now));
  }
}
