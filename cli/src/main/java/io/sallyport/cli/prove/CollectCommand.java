package io.sallyport.cli.prove;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.service.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the reports of all principals together. */
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    description = {
      "Puts signed reports of 'doctor prove' together: who was refused what, and what succeeded.",
      "Each must be signed with its principal's key, be about this document and one cluster, and",
      "tell of everything that the document lets nobody, or this principal not, do. A report says",
      "what its signer says: a principal that was taken can lie about itself. The cluster's id",
      "is printed: compare it, or name it with --cluster.",
      "Exits 1 when an attempt succeeded, was not made or not answered, when a grant is missing,",
      "or when a principal has no report."
    },
    footer = {
      "%nExamples:",
      "  sallyport doctor collect topics.yaml --keys proofs validator.proof ingest.proof",
      "  sallyport doctor collect topics.yaml --keys proofs --cluster ID validator.proof"
          + " --output json"
    })
public final class CollectCommand implements Callable<Integer> {
  /** How far the clock of who proved may be ahead. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private final Console console;
  private final InstantSource clock;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "A YAML document of kind Topics.")
  private Path file = Path.of("");

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "REPORT", description = "Reports.")
  private List<Path> files = List.of();

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "Directory of <principal>-proof.jwk files, your own copies.")
  private Path keys = Path.of("");

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old a report may be (default: 24h).")
  private Duration maxAge = Duration.ofHours(24);

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      description = "The id of the Kafka cluster that each report must be about.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--reach",
      paramLabel = "REACH",
      description = "The document of kind Reach that the reports are about too.")
  private Optional<Path> reach = Optional.empty();

  /** A command that writes to {@code console}. */
  public CollectCommand(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Declaration declared = Declaration.read(file, reach);
    Map<String, Report> reports = reports(declared);
    List<Row> rows = new ArrayList<>();
    for (String principal : declared.matrix().principals()) {
      rows.add(Row.of(principal, declared, Optional.ofNullable(reports.get(principal))));
    }
    tell(rows, reports.values().iterator().next().cluster());
    return rows.stream().allMatch(Row::isWell) ? ExitCode.DONE : ExitCode.NO;
  }

  private Map<String, Report> reports(Declaration declared) {
    Collection collection = new Collection(keys);
    Map<String, Report> reports = new TreeMap<>();
    for (Path each : files) {
      Report report = collection.read(each);
      require(report.manifest().equals(declared.digest()), each, "is about another document");
      requireRecent(report, each);
      requireCluster(report, each, reports);
      require(
          reports.put(report.principal(), report) == null, each, "is the second of its principal");
    }
    return reports;
  }

  private void requireRecent(Report report, Path file) {
    Instant now = clock.instant();
    require(
        !report.at().isBefore(now.minus(maxAge)), file, "is older than " + Durations.text(maxAge));
    require(
        !report.at().isAfter(now.plus(SKEW)),
        file,
        "is of the future, by more than " + Durations.text(SKEW));
  }

  private void requireCluster(Report report, Path file, Map<String, Report> before) {
    String own = report.cluster();
    require(cluster.filter(id -> !id.equals(own)).isEmpty(), file, "is about the cluster " + own);
    require(
        before.values().stream().allMatch(other -> other.cluster().equals(own)),
        file,
        "is about another cluster than those before it");
  }

  private static void require(boolean holds, Path report, String why) {
    if (!holds) {
      throw new CannotRun(report + " " + why + ".", "Have its principal prove it again.");
    }
  }

  private void tell(List<Row> rows, String cluster) {
    if (output.isJson()) {
      rows.forEach(row -> console.json(row.json(StrictJson.object().put("cluster", cluster))));
      return;
    }
    console.line("cluster " + cluster);
    Table table =
        Table.headed(
            "PRINCIPAL", "REFUSED", "GRANTED", "SUCCEEDED", "LACKING", "UNKNOWN", "NOT TRIED");
    rows.forEach(row -> row.addTo(table));
    console.table(table);
    rows.forEach(row -> row.bad().forEach(console::line));
  }
}
