package io.sallyport.cli.explain;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.validator.trial.Explainer;
import io.sallyport.validator.trial.Explanation;
import io.sallyport.validator.trial.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a bundle makes of a payload. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explains what a bundle makes of a payload: rules, fields, statements, decision.",
      "Runs the validator's own gate; needs no broker, key or stack, and sends nothing. The",
      "sender's evidence is taken as verified."
    },
    footer = {
      "%nExamples:",
      "  sallyport explain push.json --bundle bundle --source github",
      "  sallyport explain push.json --bundle bundle --source github --now 2026-11-20T12:00:00Z",
      "  sallyport explain push.json --bundle bundle --source github --output json"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private BundleOption bundle = new BundleOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "The payload, as it would be sent.")
  private Path file = Path.of("");

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "The source that would send it.")
  private String source = "";

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Its media type (default: the first that the source accepts).")
  private Optional<String> contentType = Optional.empty();

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "The wall clock, for policies that look at it (default: now).")
  private Optional<Instant> now = Optional.empty();

  /** A command that writes to {@code console}. */
  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadedBundle loaded = bundle.read();
    if (!loaded.bundle().sources().containsKey(source)) {
      throw new CannotRun(
          "the bundle has no source " + source + ".",
          "It has: "
              + String.join(", ", loaded.bundle().sources().keySet().stream().sorted().toList()));
    }
    Sample sample =
        new Sample(source, PayloadFile.read(file), contentType, now.orElseGet(Instant::now));
    Explanation explanation =
        new Explainer(loaded.bundle(), loaded.texts().whens()).explain(sample);
    if (output.isJson()) {
      console.json(ExplanationJson.of(explanation, loaded.texts()));
    } else {
      new ExplanationText(console, loaded.texts()).tell(explanation);
    }
    return ExitCode.DONE;
  }
}
