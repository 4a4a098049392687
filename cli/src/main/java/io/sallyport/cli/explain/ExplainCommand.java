package io.sallyport.cli.explain;

import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.source.Principals;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.trial.Explainer;
import io.sallyport.validator.trial.Explanation;
import io.sallyport.validator.trial.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a bundle makes of a payload, or why a delivery ended as it did. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explains what a bundle makes of a payload: rules, fields, statements, decision.",
      "Runs the validator's own gate; needs no broker, key or stack, and sends nothing. The",
      "sender's evidence is taken as verified. With the id of a delivery or an action, or with an",
      "origin, it tells what verified receipts say of it instead; with --bundle too, it also",
      "explains what that bundle would make of it, if it lies in quarantine. Exits 1 when there is",
      "no such delivery."
    },
    footer = {
      "%nExamples:",
      "  sallyport explain push.json --bundle bundle --source github",
      "  sallyport explain push.json --bundle bundle --source github --now 2026-11-20T12:00:00Z",
      "  sallyport explain push.json --bundle bundle --source github --output json",
      "  sallyport explain plan.json --bundle bundle --source agents --principal agent:planner",
      "  sallyport explain sallyport.untrusted:0:42",
      "  sallyport explain 0199aab4-5c1e-7cc3-9d3f-3f3f6f1f2a10 --bundle bundle"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      index = "0",
      paramLabel = "FILE|ID",
      description = "The payload, as it would be sent; or the id of a delivery or an action.")
  private String subject = "";

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "The validator bundle's directory; needed for a file.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The source that would send it; needed for a file.")
  private Optional<String> source = Optional.empty();

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

  @Option(
      names = "--principal",
      paramLabel = "PRINCIPAL",
      description = "Who would send it, such as agent:planner (default: the source as a whole).")
  private Optional<String> principal = Optional.empty();

  /** A command that writes to {@code console}. */
  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = Path.of(subject);
    if (!Files.exists(file) && Story.isId(subject)) {
      return recorded();
    }
    LoadedBundle loaded = LoadedBundle.read(needed(bundle, "--bundle"));
    explain(loaded, sample(loaded, needed(source, "--source"), PayloadFile.read(file)));
    return ExitCode.DONE;
  }

  private static <T> T needed(Optional<T> option, String name) {
    return option.orElseThrow(
        () -> new CannotRun("a file needs " + name + ".", "See 'sallyport explain --help'."));
  }

  private int recorded() {
    Recorded recorded = Recorded.read(subject, receipts, earlier.exports());
    if (recorded.story().isEmpty()) {
      console.note("sallyport: no verified receipt names " + subject + ".");
      console.note("It may be pending, or older than the receipts that are kept.");
      return ExitCode.NO;
    }
    StoryText story = new StoryText(recorded.story().get());
    if (output.isJson()) {
      console.json(story.json());
    } else {
      story.tell(console);
    }
    if (bundle.isPresent() && recorded.payload().isPresent()) {
      again(LoadedBundle.read(bundle.get()), recorded.payload().get(), recorded.story().get());
    }
    return ExitCode.DONE;
  }

  private void again(LoadedBundle loaded, Quarantined record, Story story) {
    if (!record.known().map(Quarantined::isOfItsBytes).orElse(true)) {
      console.note("Admission refused it by its headers, which are not kept: no bundle is asked.");
      return;
    }
    if (!output.isJson()) {
      boolean same = loaded.bundle().digest().text().equals(record.bundle());
      console.line("");
      console.line("By " + (same ? "the bundle that decided" : "this other bundle") + ":");
    }
    Instant then = now.orElseGet(record::at);
    Sample sample = sample(loaded, record.source(), record.payload(), then);
    SourceSpec spec = spec(loaded, record.source());
    Optional<String> proven =
        story.principal().filter(who -> Principals.problem(spec, who).isEmpty());
    explain(
        loaded,
        principal.isPresent()
            ? sample.from(principal)
            : sample.from(proven).onBehalf(proven.flatMap(_ -> story.delegation())));
  }

  private Sample sample(LoadedBundle loaded, String name, Bytes payload) {
    return sample(loaded, name, payload, now.orElseGet(Instant::now));
  }

  private Sample sample(LoadedBundle loaded, String name, Bytes payload, Instant at) {
    SourceSpec spec = spec(loaded, name);
    principal
        .flatMap(who -> Principals.problem(spec, who))
        .ifPresent(why -> {
          throw new CannotRun("--principal is none of this source.", why + ".");
        });
    return new Sample(name, payload, contentType, at).from(principal);
  }

  private static SourceSpec spec(LoadedBundle loaded, String name) {
    return Optional.ofNullable(loaded.bundle().sources().get(name))
        .orElseThrow(() ->
            new CannotRun(
                "the bundle has no source " + name + ".",
                "It has: "
                    + String.join(
                        ", ", loaded.bundle().sources().keySet().stream().sorted().toList())));
  }

  private void explain(LoadedBundle loaded, Sample sample) {
    Explanation explanation =
        new Explainer(loaded.bundle(), loaded.texts().whens()).explain(sample);
    if (output.isJson()) {
      console.json(ExplanationJson.of(explanation, loaded.texts()));
    } else {
      new ExplanationText(console, loaded.texts()).tell(explanation);
    }
  }
}
