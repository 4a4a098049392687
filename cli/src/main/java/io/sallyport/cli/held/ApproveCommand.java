package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverOptions;
import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.hold.HoldEnd;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.terminal.ActionParameter;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One person's approval of one action. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one held action and, once you type the begin of its digest, signs your approval.",
      "One action at a time. Refuses what it cannot show by your own schema, and what you may not",
      "approve: not in a group that is asked, requested by you, over, or revoked. Exits 1 when",
      "the hold ended in another way, or has not ended although enough approved."
    },
    footer = {
      "%nExamples:",
      "  sallyport held approve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --profile me.yaml",
      "  sallyport held approve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --digest 4f0c91ab"
          + " --no-wait"
    })
final class ApproveCommand implements Callable<Integer> {
  private final Console console;
  private final InputStream in;
  @Mixin private ApproverOptions options = new ApproverOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ActionParameter action = new ActionParameter();

  @Option(
      names = "--digest",
      paramLabel = "PREFIX",
      description =
          "The statement's digest that 'held show' told, or 8 characters of its begin at least;"
              + " without it you are asked. A program gives all of it.")
  private Optional<String> digest = Optional.empty();

  ApproveCommand(Console console, InputStream in) {
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApproverProfile approver = options.read();
    OwnBundle own = OwnBundle.read(approver.bundle());
    Optional<OpenHold> found = HoldLookup.find(console, approver, action.id());
    if (found.isEmpty()) {
      return ExitCode.NO;
    }
    OpenHold hold = found.get();
    Votes votes = Votes.read(approver, own, List.of(hold));
    Objections objections = new Objections(approver, own, hold);
    Optional<Objections.Objection> objection =
        objections.any().or(() -> objections.approval(votes));
    if (objection.isPresent()) {
      objection.get().tell(console);
      return ExitCode.NO;
    }
    return isSeen(new HoldText(own, hold, votes)) && isMeant(hold)
        ? approve(approver, own, hold)
        : ExitCode.NO;
  }

  private boolean isSeen(HoldText text) {
    return text.show(output.isJson() ? console.aside() : console);
  }

  private boolean isMeant(OpenHold hold) {
    String typed = digest.orElseGet(() -> Answer.line(console, in, question()));
    Optional<Boolean> matches = Answer.begins(hold, typed);
    if (matches.isEmpty()) {
      throw new CannotRun(
          "'" + typed + "' is not 8 to 64 hexadecimal digits.",
          "Give the begin of the statement's digest as it is shown, behind 'sha256:'.");
    }
    if (!matches.get()) {
      console.problem(
          "the statement's digest does not begin so: this is not what you looked at.",
          "Look at it again: 'sallyport held show " + action.id() + "'. Nothing was signed.");
    }
    return matches.get();
  }

  private static String question() {
    return "To approve exactly this, type the first 8 characters of its statement behind 'sha256:'";
  }

  private int approve(ApproverProfile approver, OwnBundle own, OpenHold hold)
      throws InterruptedException {
    Outcome outcome = new Outcome(console, output.isJson());
    try (HoldEnd end = HoldEnd.watch(approver.self())) {
      new VerdictTopic(approver, own).write(hold, Verdict.Word.APPROVE, Optional.empty());
      Votes votes = Votes.read(approver, own, List.of(hold));
      if (waiting.isHasty() || !votes.areEnough(hold)) {
        outcome.recorded(new HoldText(own, hold, votes));
        return ExitCode.DONE;
      }
      Optional<HoldEnd.Ended> ended = end.await(hold.id(), waiting.patience(), outcome::waiting);
      return outcome.ended(hold, ended, DecisionResult.ALLOWED) ? ExitCode.DONE : ExitCode.NO;
    }
  }
}
