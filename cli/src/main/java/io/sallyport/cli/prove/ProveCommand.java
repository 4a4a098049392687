package io.sallyport.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.ClientFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
      "this alone ('sallyport bundle key'); it opens nobody else's files.",
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

  /** A command that writes to {@code console}. */
  public ProveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Matrix matrix = new Matrix(TopicsDocument.read(file).manifest());
    if (!matrix.principals().contains(principal)) {
      throw new CannotRun(
          "the document grants " + principal + " nothing.",
          "It grants something to: " + String.join(", ", matrix.principals()) + ".");
    }
    SigningKey signer = KeyFile.readPrivate(key);
    try (Trial trial = new Trial(ClientFile.read(config), matrix.tooLarge(), timeout)) {
      Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
      String cluster = trial.cluster();
      List<Tried> tried = trial.all(principal, matrix);
      List<String> attempts = tried.stream().map(Tried::text).toList();
      write(new Report(principal, now, cluster, matrix.digest(), attempts).sign(signer));
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
        Cell cell = each.cell();
        table.row(
            Cell.word(each.answer()),
            Cell.word(cell.type()),
            cell.name(),
            Cell.word(cell.operation()));
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
        .put("resource", Cell.word(tried.cell().type()))
        .put("name", tried.cell().name())
        .put("operation", Cell.word(tried.cell().operation()))
        .put("answer", Cell.word(tried.answer()));
  }
}
