package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.Console;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is done with keys. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(generate | list | rotate | retire)",
    description = {
      "Makes keys, shows which keys documents name, and replaces one by another while the work",
      "goes on: who verifies learns of the next key, who signs uses it, then the old one retires.",
      "Changes files only; what has to be restarted after a step, it says."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys list validator/config.yaml bundle/trust-validator.yaml",
      "  sallyport keys generate validator/keys/mandate-2"
    })
public final class KeysCommand {
  private KeysCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new GenerateCommand(console))
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new RotateCommand(console))
        .addSubcommand(new RetireCommand(console, InstantSource.system()));
  }
}
