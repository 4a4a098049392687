package io.sallyport.cli.maintain;

import io.sallyport.cli.terminal.Console;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what maintainers do. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(sign | verify)",
    description = {
      "Signs bundles, and tells whether enough maintainers signed one.",
      "A validator or executor that names maintainers loads no bundle without their signatures."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys generate maintainer-1",
      "  sallyport bundle sign bundle --key maintainer-1.pem --number 7",
      "  sallyport bundle verify bundle --key-file maintainer-1.jwk --threshold 1"
    })
public final class BundleCommand {
  private BundleCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new BundleCommand())
        .addSubcommand(new SignCommand(console, InstantSource.system()))
        .addSubcommand(new VerifyCommand(console, InstantSource.system()));
  }
}
