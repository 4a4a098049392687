package io.sallyport.cli.release;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.data.ReasonOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has refused deliveries judged again by today's bundle. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Has refused deliveries judged again by the bundle that decides now.",
      "Signs a command with the operator's key; the gate verifies it and its own receipt, takes",
      "what was proved from that, and decides as always. What failed admission is never released,",
      "each receipt once at most. Exits 1 when the gate did not seal everything."
    },
    footer = {
      "%nExamples:",
      "  sallyport quarantine release sallyport.untrusted:0:42 --reason 'pattern was too narrow'",
      "  sallyport quarantine release 0199aab4-5c1e-7cc3-9d3f-3f3f6f1f2a10"
          + " --profile operator.yaml --reason 'rule mended'"
    })
public final class QuarantineReleaseCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MAX_RELEASES = 100;

  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private ReasonOption reason = new ReasonOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "DELIVERY",
      description = "Its origin, topic:partition:offset, or its id; 100 at most.")
  private List<String> names = List.of();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long to wait for the decision (default: 30s); 0s does not wait.")
  private Duration patience = Duration.ofSeconds(30);

  /** A command that writes to {@code console}. */
  public QuarantineReleaseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String why = reason.text();
    Profile operator = profile.read();
    Map<String, Object> client = operator.clientProperties();
    try (GateReceipts receipts = GateReceipts.open(operator, client)) {
      List<Refused> refused = find(receipts);
      Payloads payloads = Payloads.read(operator, client, refused);
      if (!isReleasable(refused, payloads)) {
        return ExitCode.NO;
      }
      tellPlan(refused, payloads);
      Verdicts verdicts = new Verdicts();
      try (Commander commander = Commander.open(operator, client)) {
        for (Refused each : refused) {
          verdicts.await(commander.release(each, payloads.of(each).orElseThrow(), why));
        }
      }
      return patience.isZero() ? written(refused) : awaited(receipts, verdicts);
    }
  }

  private List<Refused> find(GateReceipts receipts) {
    List<Refused> found = new ArrayList<>();
    receipts.readOn(signed ->
        Refused.of(signed)
            .filter(each -> names.stream().anyMatch(each::isCalled))
            .ifPresent(found::add));
    if (found.size() > MAX_RELEASES) {
      throw new CannotRun(
          found.size() + " receipts have these names.", "Release 100 at most at once.");
    }
    receipts.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    return List.copyOf(found);
  }

  /** All or nothing: whatever cannot be released is told, and then nothing is. */
  private boolean isReleasable(List<Refused> refused, Payloads payloads) {
    boolean all = true;
    for (String name : names) {
      if (refused.stream().noneMatch(each -> each.isCalled(name))) {
        console.note("sallyport: no verified receipt says that " + name + " was refused.");
        all = false;
      }
    }
    for (Refused each : refused) {
      if (each.delivery().evidence().isEmpty()) {
        console.note(
            "sallyport: %s failed admission (%s); that is never released."
                .formatted(each.origin(), each.code().text()));
        all = false;
      } else if (payloads.of(each).isEmpty()) {
        console.note("sallyport: quarantine does not hold the bytes of " + each.origin() + ".");
        all = false;
      }
    }
    return all;
  }

  private void tellPlan(List<Refused> refused, Payloads payloads) {
    if (output.isJson()) {
      return;
    }
    Table table =
        Table.headed(
            "DELIVERY", "SOURCE", "CODE", "RULE", "PRINCIPAL", "ASSURANCE", "BYTES", "RECEIPT");
    refused.forEach(each -> each.addTo(table, payloads.of(each).orElseThrow()));
    console.table(table);
    console.line("");
  }

  private int written(List<Refused> refused) {
    console.note(
        refused.size() + " written; 'sallyport explain DELIVERY' tells what became of each.");
    return ExitCode.DONE;
  }

  private int awaited(GateReceipts receipts, Verdicts verdicts) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    receipts.readOn(verdicts);
    while (!verdicts.isComplete() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      receipts.readOn(verdicts);
    }
    if (output.isJson()) {
      verdicts.json().forEach(console::json);
    } else {
      console.table(verdicts.table());
    }
    if (!verdicts.isComplete()) {
      console.note(
          "sallyport: the gate has not said everything; 'sallyport doctor' tells whether the"
              + " validator is ready, of a local stack also 'sallyport status'.");
    }
    return verdicts.isYes() ? ExitCode.DONE : ExitCode.NO;
  }
}
