package io.sallyport.cli.held;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.approver.ApproverOptions;
import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.terminal.ActionParameter;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one hold. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what one held action would do, decoded with your own schema, and what was asked.",
      "Marks what its sender claims. Exits 1 when it cannot be shown: it is of a schema that you",
      "do not have, and so cannot be approved."
    },
    footer = {
      "%nExamples:",
      "  sallyport held show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE",
      "  sallyport held show ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --output json"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ApproverOptions options = new ApproverOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ActionParameter action = new ActionParameter();

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ApproverProfile approver = options.read();
    OwnBundle own = OwnBundle.read(approver.bundle());
    Optional<OpenHold> found = HoldLookup.find(console, approver, action.id());
    if (found.isEmpty()) {
      return ExitCode.NO;
    }
    HoldText text = new HoldText(own, found.get(), Votes.read(approver, own, List.of(found.get())));
    if (output.isJson()) {
      ObjectNode json = text.json();
      console.json(json);
      return json.has(HoldText.FOREIGN) ? ExitCode.NO : ExitCode.DONE;
    }
    if (!text.show(console)) {
      return ExitCode.NO;
    }
    console.note("'sallyport held approve ACTION' or 'held deny ACTION --reason TEXT' signs.");
    return ExitCode.DONE;
  }
}
