package io.sallyport.cli.stack;

import io.sallyport.cli.data.DataOption;
import io.sallyport.cli.terminal.OutputOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the processes of a stack are. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how each process of a stack is and where it listens.",
      "Exits 1 when one of them is not ready."
    },
    footer = {"%nExamples:", "  sallyport status", "  sallyport status --output json"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  /** A command that leaves the terminal to the quickstart. */
  public StatusCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    String format = (output.isJson() ? "JSON" : "TABLE").toLowerCase(Locale.ROOT);
    return QuickstartProcess.ofProject()
        .run(List.of("status", "--data", data.absolute().toString(), "--output", format));
  }
}
