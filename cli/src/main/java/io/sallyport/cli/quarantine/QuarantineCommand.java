package io.sallyport.cli.quarantine;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is done about refused payloads. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | release)",
    description = {
      "Shows what was refused and why, and has it judged again.",
      "Payloads are a stranger's: they are shown with every unsafe character escaped."
    },
    footer = {
      "%nExamples:",
      "  sallyport quarantine list --since 1h",
      "  sallyport quarantine show sallyport.untrusted:0:42",
      "  sallyport quarantine release sallyport.untrusted:0:42 --reason 'rule mended'"
    })
public final class QuarantineCommand {
  private QuarantineCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new ShowCommand(console));
  }
}
