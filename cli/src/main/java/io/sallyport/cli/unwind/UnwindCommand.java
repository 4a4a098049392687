package io.sallyport.cli.unwind;

import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.service.config.Durations;
import io.sallyport.validator.policy.Policies;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what somebody brought about since a time. */
@Command(
    name = "unwind",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what a source or a principal brought about since a time, the newest first, for",
      "whoever has to undo it: actions that were performed (SUCCEEDED), may have been (IN_DOUBT),",
      "or were decided and have not ended (PENDING). With --bundle it names the action type that",
      "undoes each, as its policy says. It undoes and stops nothing itself: first",
      "'sallyport revoke'. Exits 1 when a chain of receipts is broken: more may be behind it."
    },
    footer = {
      "%nExamples:",
      "  sallyport unwind --source github --since 2h",
      "  sallyport unwind --source github --since 2h --bundle bundle",
      "  sallyport unwind --principal agent:release-bot --since 2026-11-22T06:00:00Z --output json"
    })
public final class UnwindCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--source", paramLabel = "SOURCE", description = "What came from this source.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--principal",
      paramLabel = "WHO",
      description = "What this sender was proven to have sent, or others on its behalf.")
  private Optional<String> principal = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "How long ago, for example 2h, or an instant such as 2026-11-22T06:00:00Z.")
  private String since = "";

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "The validator bundle whose policies say what undoes an action.")
  private Optional<Path> bundle = Optional.empty();

  /** A command that writes to {@code console}. */
  public UnwindCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (source.isEmpty() && principal.isEmpty()) {
      throw new CannotRun(
          "it is not said whose actions.", "Name a --source, a --principal, or both.");
    }
    Instant from = from(Instant.now());
    Map<String, Policies> policies =
        bundle.map(each -> LoadedBundle.read(each).bundle().policies()).orElse(Map.of());
    try (Auditor auditor =
        Auditor.open(
            receipts.cluster().client("auditor"),
            receipts.cluster().topics(),
            receipts.keys(),
            earlier.exports())) {
      return tell(
          auditor.readToEnd(),
          from,
          type -> Optional.ofNullable(policies.get(type)).flatMap(Policies::undo));
    }
  }

  private Instant from(Instant now) {
    try {
      return since.contains("T") ? Instant.parse(since) : now.minus(Durations.parse(since));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new CannotRun(
          "--since " + since + " is no time.", "Write 2h, or 2026-11-22T06:00:00Z.", e);
    }
  }

  private boolean isAsked(ReceiptBody.Delivery delivery) {
    return source.map(delivery.source()::equals).orElse(true)
        && principal.map(who -> Brought.isOf(delivery, who)).orElse(true);
  }

  private int tell(
      VerifiedReceipts verified, Instant from, Function<String, Optional<String>> undo) {
    List<Brought> found = Brought.find(verified, this::isAsked, from);
    if (output.isJson()) {
      found.forEach(each -> console.json(each.json(undo.apply(each.action().type()))));
    } else if (found.isEmpty()) {
      console.note("nothing since " + from + ".");
    } else {
      console.table(table(found, undo));
      console.note("'sallyport explain ACTION' tells the story of one.");
    }
    verified.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    return verified.broken().isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private static Table table(List<Brought> found, Function<String, Optional<String>> undo) {
    Table table = Table.headed("AT", "ACTION", "TYPE", "EFFECT", "STATE", "PRINCIPAL", "UNDO");
    found.forEach(each ->
        table.row(
            each.at().toString(),
            each.action().id().text(),
            each.action().type(),
            each.action().effect().text(),
            each.state(),
            each.principal().orElse("-"),
            undo.apply(each.action().type()).orElse("-")));
    return table;
  }
}
