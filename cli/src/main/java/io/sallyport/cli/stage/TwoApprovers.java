package io.sallyport.cli.stage;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.approver.OwnBundle.Seen;
import io.sallyport.cli.held.VerdictTopic;
import io.sallyport.cli.hold.Holds;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.id.ActionId;
import java.util.List;
import java.util.Optional;

/**
 * Two release managers, who sign only what their own schemas can show.
 *
 * @param first approves
 * @param second approves too
 */
public record TwoApprovers(ApproverProfile first, ApproverProfile second) {
  /** What waits under that id. */
  public Optional<OpenHold> find(ActionId id) {
    return Holds.of(first, id.text()).open().stream().findFirst();
  }

  /** Both approve. */
  public void approve(OpenHold hold) throws InterruptedException {
    for (ApproverProfile each : List.of(first, second)) {
      OwnBundle own = OwnBundle.read(each.bundle());
      if (own.see(hold.held()) instanceof Seen.Legible) {
        new VerdictTopic(each, own).write(hold, Verdict.Word.APPROVE, Optional.empty());
      }
    }
  }
}
