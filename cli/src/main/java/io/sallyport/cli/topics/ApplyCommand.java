package io.sallyport.cli.topics;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings a broker and a registry to the declaration. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a broker and a registry to the declaration and tells what it changed.",
      "It creates and changes, and never deletes a topic. A partition count that differs is",
      "refused, since nothing can mend it in place.",
      "A grant of others that covers what is declared, by a prefix or for all names, is left.",
      "Exits 1 when it was left, or when the registry refuses a schema as incompatible."
    },
    footer = {
      "%nExamples:",
      "  sallyport topics apply topics.yaml --config admin.properties",
      "  sallyport topics apply topics.yaml --bundle bundle --output json"
    })
final class ApplyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private TopicsOptions options = new TopicsOptions();
  @Mixin private OutputOption output = new OutputOption();

  ApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Difference> differences = new Installation(options).apply();
    differences.forEach(each -> tell(each));
    if (differences.isEmpty()) {
      console.note("Nothing differed.");
    }
    boolean refused = differences.stream().anyMatch(Difference::isRefused);
    return refused ? ExitCode.NO : ExitCode.DONE;
  }

  private void tell(Difference difference) {
    if (output.isJson()) {
      console.json(difference.json());
    } else {
      console.line(difference.text());
    }
  }
}
