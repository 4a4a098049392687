package io.sallyport.cli.data;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which installation's receipts are read, and what verifies them. */
public final class ReceiptOptions {
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--keys",
      paramLabel = "KEYS",
      description = "Directory of <writer>-receipt.jwk files (default: DIR/auditor/keys).")
  private Optional<Path> keys = Optional.empty();

  /** The installation. */
  public ClusterOptions cluster() {
    return cluster;
  }

  /** The directory of the writers' public keys. */
  public Path keys() {
    return keys.orElseGet(() -> cluster.directory().receiptKeys());
  }
}
