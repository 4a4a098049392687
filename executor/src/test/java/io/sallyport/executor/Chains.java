package io.sallyport.executor;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.executor.verify.Seal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Checks a cell's chains of receipts as an auditor would. */
final class Chains {
  private Chains() {}

  /** What is broken about them. */
  static List<ChainCheck.Step.Broken> broken(
      Cluster cluster, Cluster.Installation installation, Home home) {
    PinnedKey key =
        PinnedKey.active(
            KeyFile.readPrivate(home.config().resolveSibling("keys/receipt.pem")).jwk(),
            Typ.RECEIPT,
            Set.of());
    JwsVerifier verifier =
        new JwsVerifier(List.of(key), Typ.RECEIPT, Seal.CELL, ReceiptCodec.MAX_SIZE);
    List<ChainCheck.Step.Broken> broken = new ArrayList<>();
    List<ChainCheck> checks = new ArrayList<>();
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      checks.add(new ChainCheck(Seal.CELL + "-" + partition, verifier));
    }
    for (var record : cluster.read(installation.topics().receipts(Seal.CELL))) {
      String jws = new String(record.value(), StandardCharsets.US_ASCII);
      if (checks.get(record.partition()).next(jws, Instant.now())
          instanceof ChainCheck.Step.Broken step) {
        broken.add(step);
      }
    }
    return broken;
  }

  /** What the cell's receipts say, partition by partition. */
  static List<ReceiptBody> bodies(Cluster cluster, Cluster.Installation installation) {
    return cluster.read(installation.topics().receipts(Seal.CELL)).stream()
        .map(record -> body(new String(record.value(), StandardCharsets.US_ASCII)))
        .toList();
  }

  private static ReceiptBody body(String jws) {
    String claims = jws.substring(jws.indexOf('.') + 1, jws.lastIndexOf('.'));
    byte[] payload = Base64.getUrlDecoder().decode(claims);
    return ReceiptCodec.parse(Bytes.of(payload)).orElseThrow().body();
  }
}
