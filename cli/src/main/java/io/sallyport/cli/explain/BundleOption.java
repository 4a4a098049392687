package io.sallyport.cli.explain;

import io.sallyport.cli.bundle.LoadedBundle;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --bundle}. */
final class BundleOption {
  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "BUNDLE",
      description = "The validator bundle's directory.")
  private Path directory = Path.of("");

  LoadedBundle read() {
    return LoadedBundle.read(directory);
  }
}
