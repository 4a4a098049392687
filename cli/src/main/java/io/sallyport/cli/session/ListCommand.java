package io.sallyport.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists sessions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the sessions in which the desk decided something, the newest first.",
      "Exits 1 when a chain of receipts is broken: more may be behind it."
    },
    footer = {
      "%nExamples:",
      "  sallyport sessions list",
      "  sallyport sessions list --principal agent:release-bot --output json"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--principal", paramLabel = "WHO", description = "Only this sender's.")
  private String principal = "";

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Auditor auditor =
        Auditor.open(
            receipts.cluster().client("auditor"),
            receipts.cluster().topics(),
            receipts.keys(),
            earlier.exports())) {
      VerifiedReceipts verified = auditor.readToEnd();
      tell(
          Sessions.of(verified).last().stream()
              .filter(each -> principal.isEmpty() || each.principal().equals(principal))
              .toList());
      return ShowCommand.broken(verified, console) ? ExitCode.NO : ExitCode.DONE;
    }
  }

  private void tell(List<Sessions.Entry> last) {
    if (output.isJson()) {
      last.forEach(each -> console.json(json(each)));
      return;
    }
    if (last.isEmpty()) {
      console.note("no receipt tells of a session.");
      return;
    }
    Table table = Table.headed("LAST", "SESSION", "ENTRIES", "SOURCE", "PRINCIPAL");
    last.forEach(each ->
        table.row(
            each.receipt().issuedAt().toString(),
            each.head().id().text(),
            Integer.toString(each.head().entries()),
            each.source(),
            each.principal()));
    console.table(table);
  }

  private static ObjectNode json(Sessions.Entry entry) {
    return StrictJson.object()
        .put("session", entry.head().id().text())
        .put("entries", entry.head().entries())
        .put("last", entry.receipt().issuedAt().toString())
        .put("source", entry.source())
        .put("principal", entry.principal());
  }
}
