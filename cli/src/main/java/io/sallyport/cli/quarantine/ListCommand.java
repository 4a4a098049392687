package io.sallyport.cli.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what was refused. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what was refused, the newest last.",
      "Reads the quarantine topic with the inspector's rights; headers only, no payload."
    },
    footer = {
      "%nExamples:",
      "  sallyport quarantine list --since 1h",
      "  sallyport quarantine list --code constraint-format --source github",
      "  sallyport quarantine list --output json"
    })
final class ListCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 100_000;

  private final Console console;
  @Mixin private ClusterOptions quarantine = new ClusterOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--code", paramLabel = "CODE", description = "Only what was refused for that.")
  private Optional<String> code = Optional.empty();

  @Option(names = "--source", paramLabel = "NAME", description = "Only what came from there.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what was refused in that time, for example 1h (default: all).")
  private Optional<Duration> since = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "At most that many, the newest (default: 100, at most 100000).")
  private int limit = 100;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new CannotRun(
          "--limit is from 1 to " + MAX_LIMIT + ".",
          "Name a number within that; --since, --code and --source show fewer.");
    }
    code.filter(text -> Code.parse(text).isEmpty())
        .ifPresent(text -> {
          throw new CannotRun(
              "there is no code " + text + ".", "docs/reference/codes.md lists all.");
        });
    Instant from = since.map(Instant.now()::minus).orElse(Instant.MIN);
    Newest newest = new Newest(limit);
    try (QuarantineTopic topic = QuarantineTopic.open(quarantine)) {
      topic.readAll(record -> {
        if (!record.at().isBefore(from) && record.isOf(code, source)) {
          newest.add(Refusal.of(record));
        }
      });
    }
    tell(newest);
    return ExitCode.DONE;
  }

  private void tell(Newest newest) {
    if (output.isJson()) {
      newest.refusals().map(Refusal::json).forEach((ObjectNode each) -> console.json(each));
      return;
    }
    Table table = Table.headed("REFUSED", "SOURCE", "CODE", "POINTER", "RULE", "BYTES", "ORIGIN");
    newest.refusals().forEach(each -> each.addTo(table));
    console.table(table);
    console.note(
        newest.seen() > limit
            ? newest.seen() + " in all; --limit shows more."
            : "'sallyport quarantine show ORIGIN' shows one with its payload and receipt.");
  }
}
