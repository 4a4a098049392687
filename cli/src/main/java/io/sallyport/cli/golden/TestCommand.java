package io.sallyport.cli.golden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the Test documents of a bundle. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the Test documents of a bundle: each payload through the validator's own gate.",
      "Needs no broker, key or stack. A difference, a missing and an unexpected decision fail a",
      "case. Exits 1 when a case fails."
    },
    footer = {
      "%nExamples:",
      "  sallyport test bundle",
      "  sallyport test bundle --junit target/sallyport.xml",
      "  sallyport test bundle --output json"
    })
public final class TestCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The validator bundle's directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results there too, as JUnit XML for a CI server.")
  private Optional<Path> junit = Optional.empty();

  /** A command that writes to {@code console}. */
  public TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<CaseResult> results = GoldenRun.of(LoadedBundle.read(directory));
    if (results.isEmpty()) {
      throw new CannotRun(
          "the bundle has no Test document.",
          "Write one; docs/reference/bundle.md has an example, 'sallyport init' makes one.");
    }
    junit.ifPresent(file -> JunitXml.write(file, results));
    boolean passed = results.stream().allMatch(CaseResult::isPassed);
    if (output.isJson()) {
      console.json(json(results));
    } else {
      tell(results);
    }
    return passed ? ExitCode.DONE : ExitCode.NO;
  }

  private void tell(List<CaseResult> results) {
    Table table = Table.headed("RESULT", "TEST", "CASE");
    results.forEach(each -> table.row(each.isPassed() ? "ok" : "FAILED", each.test(), each.name()));
    console.table(table);
    List<CaseResult> failed = results.stream().filter(each -> !each.isPassed()).toList();
    failed.forEach(this::tell);
    console.line("");
    console.line(
        results.size()
            + (results.size() == 1 ? " case, " : " cases, ")
            + failed.size()
            + " failed");
    if (!failed.isEmpty()) {
      console.note("'sallyport explain PAYLOAD --bundle BUNDLE --source NAME' tells why.");
    }
  }

  private void tell(CaseResult failed) {
    console.line("");
    console.line(failed.test() + " / " + failed.name());
    Table table = Table.headed("  WHERE", "EXPECTED", "GOT");
    failed
        .differences()
        .forEach(each -> table.row("  " + each.where(), each.expected(), each.got()));
    console.table(table);
  }

  private static ObjectNode json(List<CaseResult> results) {
    ObjectNode json = StrictJson.object();
    json.put("ok", results.stream().allMatch(CaseResult::isPassed));
    ArrayNode cases = json.putArray("cases");
    for (CaseResult result : results) {
      ObjectNode node = cases.addObject();
      node.put("test", result.test());
      node.put("case", result.name());
      node.put("ok", result.isPassed());
      ArrayNode differences = node.putArray("differences");
      for (Difference each : result.differences()) {
        ObjectNode difference = differences.addObject();
        difference.put("where", each.where());
        difference.put("expected", each.expected());
        difference.put("got", each.got());
      }
    }
    return json;
  }
}
