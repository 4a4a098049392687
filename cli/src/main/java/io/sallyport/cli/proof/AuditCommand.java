package io.sallyport.cli.proof;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.witness.WitnessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is done with receipts away from the broker. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(export | verify | events | witness)",
    description = {
      "Takes all receipts away in a file, and verifies such a file without broker or secrets:",
      "the writers' public keys are enough. A witness tells later what was cut off."
    },
    footer = {
      "%nExamples:",
      "  sallyport audit export receipts.jsonl",
      "  sallyport audit verify receipts.jsonl --keys receipt-keys --heads heads.json"
    })
public final class AuditCommand {
  private AuditCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(new VerifyCommand(console))
        .addSubcommand(new EventsCommand(console))
        .addSubcommand(new WitnessCommand(console));
  }
}
