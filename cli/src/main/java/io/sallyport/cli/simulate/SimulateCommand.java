package io.sallyport.cli.simulate;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which decisions a new bundle changes. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges captured payloads with two bundles and shows the decisions that change.",
      "Runs the validator's own gate at the time when each payload was captured; evidence is",
      "taken as verified, memory as empty. What was refused for its evidence, age or content",
      "type, or is of a source that neither bundle has, is skipped and counted. Exits 1 when an",
      "action that was not allowed becomes allowed, a changed action included."
    },
    footer = {
      "%nExamples:",
      "  sallyport simulate --bundle new --against bundle --from captured",
      "  sallyport simulate --bundle new --against bundle --from captured --output json",
      "  sallyport simulate --bundle new --from quarantine      # what would pass now",
      "  sallyport simulate --bundle new --against bundle --from untrusted --last 1000",
      "  sallyport simulate --bundle new --against bundle --from captured --accept"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final String QUARANTINE = "quarantine";
  private static final String UNTRUSTED = "untrusted";

  private static final long MAX_LAST = 1_000_000;

  private final Console console;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "NEW",
      description = "The validator bundle's directory.")
  private Path bundle = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "The bundle to compare with (default: none, where nothing is allowed).")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "CAPTURE",
      description =
          "A directory with <source>/<payload>, as 'listen --save' writes it; or quarantine or"
              + " untrusted, for the topics (./quarantine is a directory).")
  private String from = "";

  @Option(
      names = "--last",
      paramLabel = "COUNT",
      description =
          "From untrusted, the newest of each partition (default: ${DEFAULT-VALUE}, at most"
              + " 1000000).")
  private long last = 10_000;

  @Option(
      names = "--accept",
      description = "Exit 0 although something becomes allowed: somebody has looked at it.")
  private boolean accept;

  /** A command that writes to {@code console}. */
  public SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Bundle judging = LoadedBundle.read(bundle).bundle();
    Optional<Bundle> before = against.map(directory -> LoadedBundle.read(directory).bundle());
    Map<String, SourceSpec> sources = new HashMap<>(before.map(Bundle::sources).orElse(Map.of()));
    sources.putAll(judging.sources());
    Side next = new Side(judging);
    Optional<Side> old = before.map(Side::new);
    ChangeReport report = new ChangeReport(console, output.isJson());
    Simulation simulation = new Simulation(next, old, report::change);
    captures(sources)
        .forEach(captured -> {
          simulation.take(captured);
          report.progress(simulation);
        });
    report.end(simulation);
    if (simulation.judged() == 0) {
      throw new CannotRun(
          "no payload could be judged.",
          "Look at the names of the sources: a capture is DIR/<source>/<payload>.");
    }
    return simulation.allowed() == 0 || accept ? ExitCode.DONE : ExitCode.NO;
  }

  private Captures captures(Map<String, SourceSpec> sources) {
    if (last < 1 || last > MAX_LAST) {
      throw new CannotRun("--last is 1 to " + MAX_LAST + ".", "Name a number in between.");
    }
    return switch (from) {
      case QUARANTINE -> new QuarantineCaptures(cluster);
      case UNTRUSTED -> new UntrustedCaptures(cluster, sources, last, console::note);
      default -> new CaptureDirectory(Path.of(from), Instant.now());
    };
  }
}
