package io.sallyport.cli.held;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits for what comes of it. */
final class WaitOptions {
  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long to wait for the hold's end (default: 30s).")
  private Duration patience = Duration.ofSeconds(30);

  @Option(names = "--no-wait", description = "Only write; 'held list' tells later.")
  private boolean isHasty;

  boolean isHasty() {
    return isHasty;
  }

  Duration patience() {
    return patience;
  }
}
