package io.sallyport.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Classification;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what receipts tell of one session. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows each decision of a session: the action, what the desk said, and how it ended.",
      "ENTRIES is how many entries the desk's memory of it had after the decision; the digest of",
      "the last of them is in the JSON form. A day after a session ended its name may begin anew.",
      "Exits 1 when no receipt tells of the session, or when a chain is broken: more may be behind."
    },
    footer = {
      "%nExamples:",
      "  sallyport sessions show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE",
      "  sallyport sessions show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --output json"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "SESSION",
      description = "Its id, as 'sessions list' shows it and revocations name it.")
  private String session = "";

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SessionId id = id();
    try (Auditor auditor =
        Auditor.open(
            receipts.cluster().client("auditor"),
            receipts.cluster().topics(),
            receipts.keys(),
            earlier.exports())) {
      VerifiedReceipts verified = auditor.readToEnd();
      List<Sessions.Entry> entries = Sessions.of(verified).of(id);
      boolean broken = broken(verified, console);
      if (entries.isEmpty()) {
        console.problem(
            "no receipt tells of the session " + id.text() + ".",
            "'sallyport sessions list' shows those that there are.");
        return ExitCode.NO;
      }
      tell(entries);
      return broken ? ExitCode.NO : ExitCode.DONE;
    }
  }

  private SessionId id() {
    try {
      return new SessionId(session);
    } catch (IllegalArgumentException e) {
      throw new CannotRun(
          "'" + session + "' is no session's id.", "'sallyport sessions list' shows them.", e);
    }
  }

  /** Says which chains are broken. */
  static boolean broken(VerifiedReceipts verified, Console console) {
    verified.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    return !verified.broken().isEmpty();
  }

  private void tell(List<Sessions.Entry> entries) {
    if (output.isJson()) {
      entries.forEach(each -> console.json(json(each)));
      return;
    }
    Sessions.Entry last = entries.getLast();
    console.line("session " + last.head().id().text());
    console.line("of " + last.principal() + " at " + last.source());
    Table table = Table.headed("AT", "ENTRIES", "ACTION", "TYPE", "DECISION", "CODE", "OUTCOME");
    entries.forEach(each ->
        table.row(
            each.receipt().issuedAt().toString(),
            Integer.toString(each.head().entries()),
            each.action().id().text(),
            each.action().type(),
            each.ruling().verdict().result().name(),
            each.ruling().code().text(),
            each.outcome().orElse("-")));
    console.table(table);
  }

  private static ObjectNode json(Sessions.Entry entry) {
    ObjectNode json = StrictJson.object();
    json.put("at", entry.receipt().issuedAt().toString());
    json.put("session", entry.head().id().text());
    json.put("entries", entry.head().entries());
    json.put("head", entry.head().head().map(Digest::text).orElse(""));
    json.put("source", entry.source());
    json.put("principal", entry.principal());
    json.put("action", entry.action().id().text());
    json.put("type", entry.action().type());
    json.put("effect", entry.action().effect().text());
    json.put(
        "classification", entry.action().classification().map(Classification::text).orElse(""));
    json.put("decision", entry.ruling().verdict().result().name());
    json.put("rule", entry.ruling().verdict().rule());
    json.put("code", entry.ruling().code().text());
    json.put("outcome", entry.outcome().orElse(""));
    return json.put("receipt", entry.receipt().id());
  }
}
