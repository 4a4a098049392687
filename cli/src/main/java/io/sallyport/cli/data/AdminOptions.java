package io.sallyport.cli.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose brokers are asked, by somebody who may see all of their topics and grants. */
public final class AdminOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description = "Kafka client properties (default: DIR/admin/client.properties).")
  private Optional<Path> config = Optional.empty();

  /** The client properties that were named, else the admin's of the stack. */
  public Map<String, Object> client() {
    return config.map(ClientFile::read).orElseGet(() -> data.directory().client("admin"));
  }

  /** Where the stack keeps its files. */
  public DataDirectory directory() {
    return data.directory();
  }
}
