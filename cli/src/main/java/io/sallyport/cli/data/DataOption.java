package io.sallyport.cli.data;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --data}. */
public final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The stack's data directory (default: .sallyport).")
  private Path root = Path.of(".sallyport");

  /** The directory. */
  public DataDirectory directory() {
    return new DataDirectory(root);
  }

  /** The directory as an absolute path. */
  public Path absolute() {
    return root.toAbsolutePath().normalize();
  }
}
