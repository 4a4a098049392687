package io.sallyport.cli.doubt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is in doubt. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists actions that may or may not have been performed.",
      "Reads the cells' receipts and counts only those whose chain verifies."
    },
    footer = {
      "%nExamples:",
      "  sallyport in-doubt list",
      "  sallyport in-doubt list --all --output json"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--all", description = "Those that were resolved, too.")
  private boolean all;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Profile operator = profile.read();
    try (DoubtReceipts receipts = DoubtReceipts.open(operator)) {
      List<CommandTopic.Statement> statements =
          new CommandTopic(operator).statements(receipts.cells());
      tell(
          receipts.all().stream().filter(each -> all || each.resolved().isEmpty()).toList(),
          statements);
      receipts.tellBroken(console);
    }
    return ExitCode.DONE;
  }

  private void tell(List<Doubt> doubts, List<CommandTopic.Statement> statements) {
    if (output.isJson()) {
      doubts.forEach(each -> console.json(json(each, statements)));
      return;
    }
    if (doubts.isEmpty()) {
      console.note("nothing is in doubt.");
      return;
    }
    Table table = Table.headed("ACTION", "TYPE", "CELL", "SINCE", "CODE", "STATE");
    doubts.forEach(each ->
        table.row(
            each.action(),
            each.outcome().action().type(),
            each.cell(),
            each.receipt().issuedAt().toString(),
            each.outcome().code().text(),
            each.state(CommandTopic.about(each, statements))));
    console.table(table);
    console.note("'sallyport in-doubt show ACTION' tells what to look for.");
  }

  private static ObjectNode json(Doubt doubt, List<CommandTopic.Statement> statements) {
    return doubt.json().put("state", doubt.state(CommandTopic.about(doubt, statements)));
  }
}
