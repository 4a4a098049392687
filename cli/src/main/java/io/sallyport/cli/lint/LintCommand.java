package io.sallyport.cli.lint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.service.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a bundle, or pins an executor's handlers to reviewed action types. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Tells everything that is wrong with a bundle, each with file, line and column.",
      "A validator bundle is compiled by the validator's own reader; of an executor bundle its",
      "schemas and pins are checked. Warnings, of what a schema says and seldom means, go to",
      "standard error and change no exit code. With --pin it writes each type's fingerprint into",
      "the executor's Handler documents, and nothing else. With --against it compares the action",
      "types with those of an older bundle, terms and constraints included, which the registry's",
      "own check does not see. Exits 1 when something is wrong, or breaks records in flight."
    },
    footer = {
      "%nExamples:",
      "  sallyport lint bundle",
      "  sallyport lint bundle --output json",
      "  sallyport lint bundle --against released/bundle",
      "  sallyport lint --pin executor-bundle --from bundle",
      "  sallyport lint --pin --check executor-bundle --from bundle   # changes nothing, for CI"
    })
public final class LintCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle's directory.")
  private Path directory = Path.of("");

  @Option(names = "--pin", description = "BUNDLE is an executor's: write its handlers' pins.")
  private boolean pin;

  @Option(names = "--check", description = "With --pin: write nothing, exit 1 when a pin differs.")
  private boolean check;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "With --pin: the reviewed validator bundle (default: BUNDLE's own schemas).")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "Compare BUNDLE's action types with those of this older bundle.")
  private Optional<Path> against = Optional.empty();

  /** A command that writes to {@code console}. */
  public LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!pin && (check || from.isPresent())) {
      throw new CannotRun("--check and --from go with --pin.", "See 'sallyport lint --help'.");
    }
    if (pin && against.isPresent()) {
      throw new CannotRun("--against does not go with --pin.", "See 'sallyport lint --help'.");
    }
    return pin ? pin() : against.map(this::compare).orElseGet(this::lint);
  }

  private int compare(Path old) {
    List<TypeChange> changes = TypeChange.between(old, directory);
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      ArrayNode array = json.putArray("changes");
      changes.forEach(each -> each.addTo(array.addObject()));
      console.json(json);
    } else {
      changes.forEach(each -> console.line(each.text()));
      console.note(
          changes.isEmpty()
              ? "ok: the action types admit the same, under the same terms."
              : "What breaks may refuse records in flight: give the type a new name, or let the old"
                  + " records expire first. What widens needs a reviewer's eye.");
    }
    return changes.stream().anyMatch(TypeChange::breaks) ? ExitCode.NO : ExitCode.DONE;
  }

  private int lint() {
    Lint lint = Lint.of(directory);
    if (output.isJson()) {
      console.json(json(lint));
    } else {
      lint.problems().forEach(each -> each.text().lines().forEach(console::line));
      if (lint.problems().isEmpty()) {
        console.line("ok: " + lint.summary());
        lint.warnings().forEach(warning -> console.note("warning: " + warning));
      } else {
        long files = lint.problems().stream().map(Problem::file).distinct().count();
        console.note(
            Lint.count(lint.problems().size(), "problem")
                + " in "
                + Lint.count((int) files, "file")
                + ". Mend them and run this again; docs/reference/bundle.md has the rules.");
      }
    }
    return lint.problems().isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private static ObjectNode json(Lint lint) {
    ObjectNode json = StrictJson.object();
    json.put("ok", lint.problems().isEmpty());
    ArrayNode problems = json.putArray("problems");
    for (Problem each : lint.problems()) {
      ObjectNode node = problems.addObject();
      node.put("file", each.file());
      node.put("line", each.line());
      node.put("column", each.column());
      node.put("message", each.message());
      node.put("snippet", each.snippet());
    }
    lint.warnings().forEach(json.putArray("warnings")::add);
    return json;
  }

  private int pin() {
    ExecutorBundle bundle = ExecutorBundle.read(directory, BundleFiles.read(directory));
    Map<String, ActionType> reviewed =
        from.map(each -> LoadedBundle.read(each).bundle().actions()).orElseGet(bundle::types);
    Pinning pinning = new Pinning(bundle, reviewed);
    List<Pin> pins = pinning.pins();
    if (pins.isEmpty()) {
      throw new CannotRun("the bundle has no Handler document.", "Give an executor's bundle.");
    }
    if (!check) {
      pinning.write();
    }
    new PinReport(console, check).tell(pins, output.isJson());
    return pins.stream().allMatch(this::isGood) ? ExitCode.DONE : ExitCode.NO;
  }

  private boolean isGood(Pin pin) {
    return switch (pin.state()) {
      case UNCHANGED -> true;
      case DIFFERS -> !check;
      case UNKNOWN, OTHER_SCHEMA -> false;
    };
  }
}
