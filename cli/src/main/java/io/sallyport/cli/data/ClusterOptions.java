package io.sallyport.cli.data;

import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which installation a command reads, and with whose rights. */
public final class ClusterOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description =
          "Kafka client properties (default: DIR/auditor/client.properties, the inspector's for"
              + " quarantine, the integrator's for what came).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "The installation's topic prefix (default: sallyport).")
  private String prefix = "sallyport";

  /** The client properties that were named, else {@code principal}'s of the stack. */
  public Map<String, Object> client(String principal) {
    return config.map(ClientFile::read).orElseGet(() -> data.directory().client(principal));
  }

  /** The installation's topics. */
  public Topics topics() {
    return new Topics(prefix);
  }

  DataDirectory directory() {
    return data.directory();
  }
}
