package io.sallyport.cli.tally;

import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what came in, how it ended, and what is missing, from signed receipts. */
@Command(
    name = "tally",
    mixinStandardHelpOptions = true,
    description = {
      "Counts what came in, how it ended, and what is missing.",
      "Every receipt's signature and chain is verified; the principal may read receipts only.",
      "Exits 1 when a delivery is unaccounted for, a chain is broken, or (with --wait) something",
      "is still pending when the time is over."
    },
    footer = {
      "%nExamples:",
      "  sallyport tally",
      "  sallyport tally --wait 30s --output json",
      "  sallyport tally --config auditor.properties --keys receipt-keys --prefix sallyport"
    })
public final class TallyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "Wait that long, for example 30s, until nothing is pending.")
  private Duration patience = Duration.ZERO;

  /** A command that writes to {@code console}. */
  public TallyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Topics topics = receipts.cluster().topics();
    Map<String, Object> client = receipts.cluster().client("auditor");
    try (Auditor auditor = Auditor.open(client, topics, receipts.keys(), earlier.exports())) {
      return tell(new Counting(auditor, topics).countSettled(patience));
    }
  }

  private int tell(Tally tally) {
    if (output.isJson()) {
      console.json(TallyReport.json(tally));
    } else {
      console.table(TallyReport.table(tally));
    }
    boolean late = !patience.isZero() && tally.isPending();
    if (late) {
      console.note(
          "sallyport: still pending after the wait; 'sallyport doctor' tells which role is not"
              + " ready, of a local stack also 'sallyport status'.");
    }
    return tally.isSound() && !late ? ExitCode.DONE : ExitCode.NO;
  }
}
