package io.sallyport.cli.topics;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what is done about topics. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(plan | apply | verify | print)",
    description = {
      "Compares a broker with the declaration of an installation, brings it there, or says how.",
      "Declared are all topics with their partitions and settings, all grants, and the subjects",
      "of the action schemas."
    },
    footer = {
      "%nExamples:",
      "  sallyport topics plan topics.yaml --config admin.properties",
      "  sallyport topics apply topics.yaml --config admin.properties --bundle bundle",
      "  sallyport topics verify topics.yaml --config admin.properties",
      "  sallyport topics print topics.yaml --format strimzi"
    })
public final class TopicsCommand {
  private TopicsCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new TopicsCommand())
        .addSubcommand(new PlanCommand(console))
        .addSubcommand(new ApplyCommand(console))
        .addSubcommand(new VerifyCommand(console));
  }
}
