package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Offsets;
import io.sallyport.cli.audit.ReceiptTail;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes all receipts to a file, as they are. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all receipts of an installation to a file, one JSON object on each line.",
      "Nothing is verified here and nothing is left out: 'sallyport audit verify' tells what they",
      "prove. The principal may read receipts only."
    },
    footer = {
      "%nExamples:",
      "  sallyport audit export receipts.jsonl",
      "  sallyport audit export receipts.jsonl --config auditor.properties --prefix sallyport"
    })
final class ExportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "Where to; it must not be there yet.")
  private Path file = Path.of("");

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

  /** The cells' come first, so that no outcome is there without its decision. */
  private long export(Map<String, Object> client, Topics topics) {
    try (Admin admin = Admin.create(client);
        ExportFile.Writing writing = ExportFile.create(file, topics.prefix())) {
      Offsets offsets = new Offsets(admin, PATIENCE);
      List<String> cells =
          offsets.topics().stream()
              .filter(topic -> topics.receiptsWriter(topic).isPresent())
              .filter(topic -> !topic.equals(topics.validatorReceipts()))
              .sorted()
              .toList();
      write(client, cells, offsets, writing);
      write(client, List.of(topics.validatorReceipts()), offsets, writing);
      return writing.end();
    } catch (IOException e) {
      throw new CannotRun(
          file + " cannot be written: " + e.getClass().getSimpleName() + ".",
          "Name a file that is not there yet, in a directory that you may write to.",
          e);
    }
  }

  private void write(
      Map<String, Object> client, List<String> topics, Offsets offsets, ExportFile.Writing writing)
      throws IOException {
    try (ReceiptTail tail = ReceiptTail.open(client, topics, offsets, PATIENCE)) {
      tail.readToEnd(writing::write);
    }
  }
}
