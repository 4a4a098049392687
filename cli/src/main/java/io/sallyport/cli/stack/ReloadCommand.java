package io.sallyport.cli.stack;

import io.sallyport.cli.data.DataOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives the validator of a running stack a changed bundle. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description = {
      "Gives the validator of a running stack a changed bundle, and ends when it decides by it.",
      "Where it does not within a minute, the bundle before is put back.",
      "No process is started again. Rules, policies and all else may change; sources and action",
      "types must stay as they are, since ingest, the registry and the executor learn of them at",
      "their start. A bundle that 'sallyport lint' refuses is refused here too."
    },
    footer = {
      "%nExamples:",
      "  sallyport reload first/bundle",
      "  sallyport reload first/bundle --data /var/tmp/sallyport"
    })
public final class ReloadCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "BUNDLE", description = "The validator's bundle, as a directory.")
  private Path bundle = Path.of("");

  /** A command that leaves the terminal to the quickstart. */
  public ReloadCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    String changed = OwnBundle.validator(bundle);
    return QuickstartProcess.ofProject()
        .run(List.of("reload", "--data", data.absolute().toString(), "--bundle", changed));
  }
}
