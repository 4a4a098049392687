package io.sallyport.cli.stack;

import io.sallyport.cli.data.DataOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a stack. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the stack of a data directory; what it holds stays, without --purge.",
    footer = {"%nExamples:", "  sallyport down", "  sallyport down --purge"})
public final class DownCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--purge", description = "Delete the data directory too: topics, keys, all.")
  private boolean purge;

  /** A command that leaves the terminal to the quickstart. */
  public DownCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("down", "--data"));
    arguments.add(data.absolute().toString());
    if (purge) {
      arguments.add("--purge");
    }
    return QuickstartProcess.ofProject().run(arguments);
  }
}
