package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.attest.Attestations;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.Offsets;
import io.sallyport.cli.audit.ReceiptTail;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.witness.Ed25519Key;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes all receipts to a file, as they are. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all receipts of an installation to a file, one JSON object on each line.",
      "Nothing is verified here and nothing is left out: 'sallyport audit verify' tells what they",
      "prove. The principal may read receipts only. With --dsse each line is a statement of",
      "in-toto in a DSSE envelope; the receipts in them are as they were signed."
    },
    footer = {
      "%nExamples:",
      "  sallyport audit export receipts.jsonl",
      "  sallyport audit export receipts.jsonl --config auditor.properties --prefix sallyport",
      "  sallyport audit export receipts.intoto.jsonl --dsse attestor.pem"
    })
final class ExportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "Where to; it must not be there yet.")
  private Path file = Path.of("");

  @Option(
      names = "--dsse",
      paramLabel = "PEM",
      description = "Your own private key, Ed25519 as PKCS#8, mode 0400: it signs the envelopes.")
  private Optional<Path> attestor = Optional.empty();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Topics topics = cluster.topics();
    long written = export(cluster.client("auditor"), topics);
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      json.put("file", file.toString());
      json.put("receipts", written);
      console.json(json);
    } else {
      console.line(written + " receipts in " + file);
    }
    return ExitCode.DONE;
  }

  /**
   * The validator's come first, so that what it witnessed is there, and what it said meanwhile
   * comes last, so that no outcome is there without its decision.
   */
  private long export(Map<String, Object> client, Topics topics) {
    Function<ObjectNode, byte[]> form = form();
    try (Admin admin = Admin.create(client);
        ExportFile.Writing writing = ExportFile.create(file, topics.prefix(), form)) {
      Offsets offsets = new Offsets(admin, PATIENCE);
      List<String> cells =
          offsets.topics().stream()
              .filter(topic -> topics.receiptsWriter(topic).isPresent())
              .filter(topic -> !topic.equals(topics.validatorReceipts()))
              .sorted()
              .toList();
      try (ReceiptTail validator =
              ReceiptTail.open(client, List.of(topics.validatorReceipts()), offsets, PATIENCE);
          ReceiptTail performed = ReceiptTail.open(client, cells, offsets, PATIENCE)) {
        validator.readToEnd(writing::write);
        long decided = writing.written();
        performed.readToEnd(writing::write);
        if (writing.written() > decided) {
          validator.readToEnd(writing::write);
        }
      }
      return writing.end();
    } catch (IOException e) {
      throw new CannotRun(
          file + " cannot be written: " + e.getClass().getSimpleName() + ".",
          "Name a file that is not there yet, in a directory that you may write to.",
          e);
    }
  }

  private Function<ObjectNode, byte[]> form() {
    if (attestor.isEmpty()) {
      return StrictJson::write;
    }
    Ed25519Key key = Ed25519Key.read(attestor.get());
    Attestations attestations = new Attestations();
    return line -> attestations.sign(line, key);
  }
}
