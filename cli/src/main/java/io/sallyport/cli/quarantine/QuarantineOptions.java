package io.sallyport.cli.quarantine;

import io.sallyport.cli.data.ClientFile;
import io.sallyport.cli.data.DataOption;
import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the quarantine topic is, and with whose rights it is read. */
public final class QuarantineOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description = "Kafka client properties (default: DIR/operator/client.properties).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "The installation's topic prefix (default: sallyport).")
  private String prefix = "sallyport";

  /** Opens the topic. */
  public QuarantineTopic open() {
    return QuarantineTopic.open(client(), topics().quarantine());
  }

  Map<String, Object> client() {
    return config.map(ClientFile::read).orElseGet(() -> data.directory().client("operator"));
  }

  Topics topics() {
    return new Topics(prefix);
  }

  Path receiptKeys() {
    return data.directory().receiptKeys();
  }
}
