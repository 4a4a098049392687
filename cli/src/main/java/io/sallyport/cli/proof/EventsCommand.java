package io.sallyport.cli.proof;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.receipt.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes what an export proves as events for a SIEM. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what an export proves as events of OCSF 1.3.0, class API Activity (6003), one JSON",
      "object on each line: what the validator decided, then what the cells performed. What does",
      "not verify is no event; it is told on standard error, and the exit code is 1."
    },
    footer = {"%nExamples:", "  sallyport audit events receipts.jsonl --keys receipt-keys"})
final class EventsCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ExportOptions export = new ExportOptions();

  EventsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Examination examination = export.examine(Optional.empty());
    List<Receipt> decisions = examination.verified().decisions();
    List<Receipt> outcomes = examination.verified().outcomes();
    Stream.concat(decisions.stream(), outcomes.stream())
        .flatMap(receipt -> OcsfEvent.of(receipt).stream())
        .forEach(console::json);
    for (Break each : examination.broken()) {
      console.note("BROKEN " + each.place() + " " + each.reason());
    }
    return examination.broken().isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }
}
