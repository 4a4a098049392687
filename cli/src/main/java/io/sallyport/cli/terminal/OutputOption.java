package io.sallyport.cli.terminal;

import picocli.CommandLine.Option;

/** The option {@code --output}, the same for every command that has a result. */
public final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table for people, json for programs (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  /** Whether a program reads the result. */
  public boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
