package io.sallyport.cli.data;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --after} of what reads all receipts that brokers have. */
public final class EarlierOption {
  @Option(
      names = "--after",
      paramLabel = "EXPORT",
      description = {
        "An export that has the first receipts of chains, which the brokers have no more;",
        "several in their order, the earliest first."
      })
  private List<Path> exports = List.of();

  /** The exports, the earliest first. */
  public List<Path> exports() {
    return List.copyOf(exports);
  }
}
