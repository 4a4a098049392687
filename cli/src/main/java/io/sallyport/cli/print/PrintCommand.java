package io.sallyport.cli.print;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.topics.TopicsDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the declaration for other tools. */
@Command(
    name = "print",
    mixinStandardHelpOptions = true,
    description = {
      "Writes all declared topics and grants for those who make them by other tools.",
      "It asks no broker. 'kafka-acls' is a shell script of Kafka's own tools that may be run",
      "again; it takes nothing away, which 'topics apply' does and 'topics verify' tells of.",
      "'strimzi' is a KafkaTopic for each topic and a KafkaUser with a certificate for each",
      "principal, of a document with principalPrefix: CN=."
    },
    footer = {
      "%nExamples:",
      "  sallyport topics print topics.yaml --format kafka-acls",
      "  sallyport topics print topics.yaml --format strimzi --cluster production"
    })
public final class PrintCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "A YAML document of kind Topics.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "kafka-acls or strimzi.")
  private PrintFormat format = PrintFormat.KAFKA_ACLS;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The Kafka resource that Strimzi runs (default: kafka).")
  private String cluster = "kafka";

  /** A command that writes to {@code console}. */
  public PrintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TopicsDocument document = TopicsDocument.read(file);
    List<String> lines =
        switch (format) {
          case KAFKA_ACLS -> KafkaTools.script(document.manifest());
          case STRIMZI -> Strimzi.resources(document.manifest(), cluster);
        };
    lines.forEach(console::line);
    return ExitCode.DONE;
  }
}
