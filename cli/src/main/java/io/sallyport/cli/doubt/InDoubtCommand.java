package io.sallyport.cli.doubt;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is done about actions in doubt. */
@Command(
    name = "in-doubt",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | resolve)",
    description = {
      "Shows actions that may or may not have been performed, and records what became of them.",
      "Nothing here performs an action: a resolution is what a person found out at the target."
    },
    footer = {
      "%nExamples:",
      "  sallyport in-doubt list",
      "  sallyport in-doubt show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE",
      "  sallyport in-doubt resolve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --as performed"
          + " --reason 'its log has it'"
    })
public final class InDoubtCommand {
  private InDoubtCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new InDoubtCommand())
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new ShowCommand(console))
        .addSubcommand(new ResolveDoubtCommand(console));
  }
}
