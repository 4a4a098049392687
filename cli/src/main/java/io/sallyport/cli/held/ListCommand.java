package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverOptions;
import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.hold.Holds;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what waits. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what waits for persons in the profile's cells, with who has approved it so far.",
      "Approvals are counted by your own list of approvers; the validator counts by its own."
    },
    footer = {
      "%nExamples:",
      "  sallyport held list",
      "  sallyport held list --profile me.yaml --output json"
    })
final class ListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ApproverOptions options = new ApproverOptions();
  @Mixin private OutputOption output = new OutputOption();

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ApproverProfile approver = options.read();
    OwnBundle own = OwnBundle.read(approver.bundle());
    Holds holds = Holds.all(approver);
    List<OpenHold> open = holds.open();
    tell(own, open, Votes.read(approver, own, open));
    if (holds.strays() > 0) {
      console.note(holds.strays() + " records are no holds of this environment and cell.");
    }
    if (holds.isFull()) {
      console.problem(
          "there is more than limits.size of the profile, " + approver.limits().size() + ".",
          "Somebody floods it, or raise the limit; 'held show ACTION' finds any.");
      return ExitCode.NO;
    }
    return ExitCode.DONE;
  }

  private void tell(OwnBundle own, List<OpenHold> open, Votes votes) {
    if (output.isJson()) {
      open.forEach(hold -> console.json(new HoldText(own, hold, votes).summary()));
      return;
    }
    if (open.isEmpty()) {
      console.note("nothing waits for persons.");
      return;
    }
    Table table =
        Table.headed("ACTION", "CELL", "TYPE", "CLAIMED REQUESTER", "APPROVED", "DEADLINE");
    open.forEach(hold ->
        table.row(
            hold.id().text(),
            hold.held().cell(),
            hold.held().draft().grant().action(),
            hold.held().draft().parties().subject(),
            votes.text(hold),
            HoldText.left(hold)));
    console.table(table);
    if (!votes.isWhole()) {
      console.note("there are more verdicts than limits.records of the profile: maybe more count.");
    }
    console.note("'sallyport held show ACTION' shows what it would do.");
  }
}
