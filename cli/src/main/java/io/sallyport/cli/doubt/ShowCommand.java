package io.sallyport.cli.doubt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.terminal.ActionParameter;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.resolution.Resolution;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one action in doubt, and where to look. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what verified receipts say of one action in doubt, and where to look at its target.",
      "Exits 1 when no receipt says that it is or was in doubt."
    },
    footer = {
      "%nExamples:",
      "  sallyport in-doubt show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE",
      "  sallyport in-doubt show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --output json"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ActionParameter action = new ActionParameter();

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Profile operator = profile.read();
    try (DoubtReceipts receipts = DoubtReceipts.open(operator)) {
      receipts.tellBroken(console);
      Optional<Doubt> found = receipts.find(action.id());
      if (found.isEmpty()) {
        console.note("sallyport: no verified receipt says that " + action.id() + " is in doubt.");
        console.note("'sallyport explain " + action.id() + "' tells how it ended.");
        return ExitCode.NO;
      }
      List<CommandTopic.Statement> statements =
          new CommandTopic(operator).statements(List.of(found.get().cell()));
      tell(found.get(), CommandTopic.about(found.get(), statements));
      return ExitCode.DONE;
    }
  }

  private void tell(Doubt doubt, List<CommandTopic.Statement> statements) {
    ObjectNode json = doubt.json().put("state", doubt.state(statements));
    if (output.isJson()) {
      console.json(json);
      return;
    }
    Table facts = Table.of(2);
    json.properties().stream()
        .filter(each -> each.getValue().isValueNode())
        .forEach(each -> facts.row(each.getKey(), each.getValue().asText()));
    console.table(facts);
    statements.forEach(each -> console.line(each.text() + ": " + each.command().reason()));
    doubt.resolved().ifPresent(by -> by.resolution().statements().forEach(this::said));
    if (doubt.resolved().isEmpty()) {
      console.line("");
      console.line(doubt.outcome().code().meaning());
      clues(doubt).forEach(console::line);
    }
  }

  private void said(Resolution.Statement statement) {
    console.line(statement.operator() + ": " + statement.reason());
  }

  private static List<String> clues(Doubt doubt) {
    String id = doubt.action();
    return List.of(
        "Ask the target: an http target got this action's id as Idempotency-Key, a database has",
        "it in the handler's ledger table if it was performed. Then say what you found:",
        "  sallyport in-doubt resolve " + id + " --as performed --reason '...'",
        "  sallyport in-doubt resolve " + id + " --as not-performed --reason '...'",
        "'sallyport explain " + id + "' tells where the action came from.");
  }
}
