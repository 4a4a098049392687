package io.sallyport.cli.session;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is told of sessions. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show)",
    description = {
      "Shows what receipts tell of sessions, with the auditor's rights.",
      "The desk's own memory is for the desk alone: when a session began, what its sender declared",
      "and what its policies read is in no receipt."
    },
    footer = {
      "%nExamples:",
      "  sallyport sessions list",
      "  sallyport sessions show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE"
    })
public final class SessionsCommand {
  private SessionsCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new SessionsCommand())
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new ShowCommand(console));
  }
}
