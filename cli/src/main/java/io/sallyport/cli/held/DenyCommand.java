package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverOptions;
import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.hold.HoldEnd;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.revoke.RevocationTopic;
import io.sallyport.cli.terminal.ActionParameter;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One person's denial of one action. */
@Command(
    name = "deny",
    mixinStandardHelpOptions = true,
    description = {
      "Ends one hold: one denial of somebody who was asked is enough.",
      "If the profile names an operator's profile, the action is revoked as well, so that it is",
      "not performed even if it was approved by now. What cannot be shown can be denied. Exits 1",
      "when the hold ended in another way."
    },
    footer = {
      "%nExamples:",
      "  sallyport held deny ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --reason 'freeze'",
      "  sallyport held deny ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --reason 'not mine'"
          + " --profile me.yaml --no-wait"
    })
final class DenyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ApproverOptions options = new ApproverOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ActionParameter action = new ActionParameter();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, signed with the verdict: one line, 200 bytes at most.")
  private String reason = "";

  DenyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!Verdict.isReason(reason)) {
      throw new CannotRun("--reason is one visible line, 200 bytes at most.", "Say it shorter.");
    }
    ApproverProfile approver = options.read();
    OwnBundle own = OwnBundle.read(approver.bundle());
    Optional<OpenHold> found = HoldLookup.find(console, approver, action.id());
    if (found.isEmpty()) {
      console.note(
          "If it was approved, 'sallyport revoke action:"
              + action.id()
              + " --reason TEXT' stops it still.");
      return ExitCode.NO;
    }
    OpenHold hold = found.get();
    Optional<Objections.Objection> objection = new Objections(approver, own, hold).any();
    if (objection.isPresent()) {
      objection.get().tell(console);
      return ExitCode.NO;
    }
    return deny(approver, own, hold);
  }

  private int deny(ApproverProfile approver, OwnBundle own, OpenHold hold)
      throws InterruptedException {
    Outcome outcome = new Outcome(console, output.isJson());
    try (HoldEnd end = HoldEnd.watch(approver.self())) {
      new VerdictTopic(approver, own).write(hold, Verdict.Word.DENY, Optional.of(reason));
      revoke(approver, hold);
      if (waiting.isHasty()) {
        Votes votes = Votes.read(approver, own, List.of(hold));
        outcome.recorded(new HoldText(own, hold, votes));
        return ExitCode.DONE;
      }
      Optional<HoldEnd.Ended> ended = end.await(hold.id(), waiting.patience(), outcome::waiting);
      return outcome.ended(hold, ended, DecisionResult.DENIED) ? ExitCode.DONE : ExitCode.NO;
    }
  }

  /** The denial is written by now: whatever fails here leaves it there. */
  private void revoke(ApproverProfile approver, OpenHold hold) throws InterruptedException {
    if (approver.operator().isEmpty()) {
      console.note(
          "only the hold ends: your profile names no operator's profile, so nothing is revoked.");
      return;
    }
    Target target = new Target(Target.Kind.ACTION, hold.id().text());
    RevocationTopic topic = new RevocationTopic(Profile.read(approver.operator().get()));
    RevocationTopic.Written written = topic.write(new Order.Revoke(target), reason);
    console.note("revoked as well: " + target.text() + ", by " + written.revocation().id() + ".");
  }
}
