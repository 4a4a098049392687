package io.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference page of the command line, made from its model. */
final class CliReference {
  private final List<String> lines = new ArrayList<>();

  private CliReference() {}

  static String of(CommandLine root) {
    CliReference page = new CliReference();
    page.add(
        "# The sallyport command",
        "",
        "Generated from the command's own model; `mvn test -pl cli -am -Dtest=CliReferenceTest",
        "-Dsurefire.failIfNoSpecifiedTests=false -Dsallyport.regenerate=true` writes it anew.",
        "",
        "Results go to standard output, everything else to standard error. What a stranger wrote",
        "is shown with its control, bidirectional and zero-width characters escaped. Set",
        "`SALLYPORT_LOG` to `warn` or `debug` to see the libraries' own logs.",
        "",
        "| exit code | says |",
        "|---|---|",
        "| 0 | done |",
        "| 1 | the answer is no |",
        "| 2 | could not run: usage, configuration, something cannot be reached |",
        "| 130 | interrupted |",
        "",
        "## Whose rights a command needs",
        "",
        "Beside `.sallyport`, the data of a stack of `sallyport up`, each finds what it needs by"
            + " itself. Elsewhere name it:",
        "Kafka client properties with `--config`, or in the profile that `--profile` names; public"
            + " receipt keys, files",
        "`<writer>-receipt.jwk`, with `--keys`, or by the profile's `receiptKeys`. What a principal"
            + " may do is in",
        "[contract.md](contract.md); `topics apply` grants it.",
        "");
    page.lines.addAll(CliRights.table());
    page.commands(root);
    return String.join("\n", page.lines) + "\n";
  }

  private void commands(CommandLine command) {
    command.getSubcommands().values().stream()
        .distinct()
        .forEach(each -> {
          command(each.getCommandSpec());
          commands(each);
        });
  }

  private void command(CommandSpec command) {
    add("", "## " + command.qualifiedName(), "");
    add(command.usageMessage().description());
    add("", "```", synopsis(command), "```");
    List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
    command.options().stream().filter(option -> !isStandard(option)).forEach(arguments::add);
    if (!arguments.isEmpty()) {
      add("", "| argument | what it is |", "|---|---|");
      arguments.forEach(each -> add("| " + names(each) + " | " + text(each) + " |"));
    }
    add("", "Examples:", "", "```");
    for (String line : command.usageMessage().footer()) {
      if (line.startsWith("  ")) {
        add(line.strip());
      }
    }
    add("```");
  }

  private static String synopsis(CommandSpec command) {
    String text = command.commandLine().getHelp().abbreviatedSynopsis().strip();
    return text.replace("\n", " ");
  }

  private static boolean isStandard(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private static String names(ArgSpec argument) {
    return switch (argument) {
      case OptionSpec option when option.arity().max() > 0 ->
          "`" + option.longestName() + " " + option.paramLabel() + "`";
      case OptionSpec option -> "`" + option.longestName() + "`";
      case PositionalParamSpec positional -> "`" + positional.paramLabel() + "`";
      default -> throw new IllegalStateException(argument.toString().toLowerCase(Locale.ROOT));
    };
  }

  private static String text(ArgSpec argument) {
    String text = String.join(" ", argument.description()).replace("|", "\\|");
    return argument.required() ? text + " Needed." : text;
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }
}
