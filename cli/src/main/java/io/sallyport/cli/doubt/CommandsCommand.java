package io.sallyport.cli.doubt;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is told of operators' commands. */
@Command(
    name = "commands",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list)",
    description = {
      "Shows what operators signed and wrote to the topic of commands: words on actions in doubt.",
      "What they revoked: 'sallyport revocations'; what they released: its decision's receipt."
    },
    footer = {"%nExamples:", "  sallyport commands list"})
public final class CommandsCommand {
  private CommandsCommand() {}

  /** The command with its verb, which writes to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new CommandsCommand()).addSubcommand(new ListCommandsCommand(console));
  }
}
