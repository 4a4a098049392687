package io.sallyport.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.ClientFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries everything as one principal. */
@Command(
    name = "prove",
    aliases = "--prove",
    mixinStandardHelpOptions = true,
    description = {
      "Tries, as one principal, what the document does not grant it, and signs what came of it.",
      "It reads, writes records too large for their topic, commits for a topic that is not there,",
      "asks for transactions without opening one, and has the broker say what else it may. Where",
      "an attempt succeeds, nothing has changed. What is granted must be there too, or somebody",
      "else has tried. Run it where the principal runs, with its own Kafka client and a key for",
      "this alone ('sallyport keys generate'). With --reach it tries addresses and paths too: it",
      "connects and sends nothing, opens and reads nothing. An address where somebody answers but",
      "takes no connection is 'unknown'.",
      "Exits 1 when something is not as declared."
    },
    footer = {
      "%nExamples:",
      "  sallyport doctor prove topics.yaml --as validator --config client.properties"
          + " --key proof.pem --report validator.proof",
      "  sallyport doctor --prove topics.yaml --as ingest --config client.properties"
          + " --key proof.pem --report ingest.proof --output json"
    })
public final class ProveCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "FILE", description = "A YAML document of kind Topics.")
  private Path file = Path.of("");

  @Option(
      names = "--as",
      required = true,
      paramLabel = "WHO",
      description = "The principal: the common name of its certificate.")
  private String principal = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "CONFIG",
      description = "Its Kafka client properties.")
  private Path config = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "The PEM file of its key for proofs.")
  private Path key = Path.of("");

  @Option(
      names = "--report",
      required = true,
      paramLabel = "REPORT",
      description = "Where the signed report goes; nothing may be there.")
  private Path report = Path.of("");

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one attempt may take (default: 10s).")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--reach",
      paramLabel = "REACH",
      description = "A YAML document of kind Reach: the addresses and paths to try as well.")
  private Optional<Path> reach = Optional.empty();

  /** A command that writes to {@code console}. */
  public ProveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Declaration declared = Declaration.read(file, reach);
    Matrix matrix = declared.matrix();
    if (!matrix.principals().contains(principal)) {
      throw new CannotRun(
          "the document grants " + principal + " nothing.",
          "It grants something to: " + String.join(", ", matrix.principals()) + ".");
    }
    SigningKey signer = KeyFile.readPrivate(key);
    try (Trial trial = new Trial(ClientFile.read(config), matrix.tooLarge(), timeout)) {
      Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
      String cluster = trial.cluster();
      List<Tried> tried = new ArrayList<>(trial.all(principal, matrix));
      tried.addAll(declared.ways(principal, timeout));
      List<String> attempts = tried.stream().map(Tried::text).toList();
      write(new Report(principal, now, cluster, declared.digest(), attempts).sign(signer));
      return tell(tried);
    }
  }

  private void write(String jws) {
    try {
      Files.writeString(report, jws + "\n", StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CannotRun(
          report + " cannot be written.", "Name a file that is not there yet, in your own.", e);
    }
  }

  private int tell(List<Tried> tried) {
    List<Tried> bad = tried.stream().filter(each -> !each.answer().isWell()).toList();
    if (output.isJson()) {
      tried.forEach(each -> console.json(json(each)));
    } else if (!bad.isEmpty()) {
      Table table = Table.headed("ANSWER", "RESOURCE", "NAME", "OPERATION");
      for (Tried each : bad) {
        Attempt attempt = each.attempt();
        table.row(
            Cell.word(each.answer()), attempt.resource(), attempt.name(), attempt.operation());
      }
      console.table(table);
    }
    console.note(
        "%s tried %d, %d not as declared; the report is %s"
            .formatted(principal, tried.size(), bad.size(), report));
    return bad.isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private ObjectNode json(Tried tried) {
    return StrictJson.object()
        .put("principal", principal)
        .put("resource", tried.attempt().resource())
        .put("name", tried.attempt().name())
        .put("operation", tried.attempt().operation())
        .put("answer", Cell.word(tried.answer()));
  }
}
