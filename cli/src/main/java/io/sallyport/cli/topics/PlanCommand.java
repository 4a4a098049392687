package io.sallyport.cli.topics;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what differs and changes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what differs from the declaration and changes nothing.",
      "Exits 1 when something differs."
    },
    footer = {
      "%nExamples:",
      "  sallyport topics plan topics.yaml --config admin.properties",
      "  sallyport topics plan topics.yaml --bundle bundle --output json"
    })
final class PlanCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private TopicsOptions options = new TopicsOptions();
  @Mixin private OutputOption output = new OutputOption();

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Difference> differences = new Installation(options).plan();
    differences.forEach(each -> tell(each));
    if (differences.isEmpty()) {
      console.note("Nothing differs.");
      return ExitCode.DONE;
    }
    return ExitCode.NO;
  }

  private void tell(Difference difference) {
    if (output.isJson()) {
      console.json(difference.json());
    } else {
      console.line(difference.text());
    }
  }
}
