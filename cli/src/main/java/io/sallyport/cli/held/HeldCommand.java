package io.sallyport.cli.held;

import io.sallyport.cli.terminal.Console;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what approvers do. */
@Command(
    name = "held",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | approve | deny)",
    description = {
      "Shows actions that wait for persons, and signs a person's word on one of them.",
      "What is shown is decoded with your own schemas; what you sign is a digest of exactly that.",
      "The executor checks each signature again, by its own list of approvers."
    },
    footer = {
      "%nExamples:",
      "  sallyport held list",
      "  sallyport held show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE",
      "  sallyport held approve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --profile me.yaml",
      "  sallyport held deny ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --reason 'not today'"
    })
public final class HeldCommand {
  private HeldCommand() {}

  /**
   * The command with its verbs, which write to {@code console} and read answers from {@code in}.
   */
  public static CommandLine of(Console console, InputStream in) {
    return new CommandLine(new HeldCommand())
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new ShowCommand(console))
        .addSubcommand(new ApproveCommand(console, in))
        .addSubcommand(new DenyCommand(console));
  }
}
