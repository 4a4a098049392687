package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.hold.Holds;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.id.ActionId;
import java.util.List;
import java.util.Optional;

/** Finds the one hold that is meant. */
final class HoldLookup {
  private HoldLookup() {}

  static Optional<OpenHold> find(Console console, ApproverProfile approver, String action) {
    if (ActionId.parse(action).isEmpty()) {
      throw new CannotRun(
          "'" + action + "' is no action's id.", "'sallyport held list' shows the ids; give one.");
    }
    List<OpenHold> open = Holds.of(approver, action).open();
    requireOne(open, action);
    if (open.isEmpty()) {
      console.problem(
          "no action " + action + " waits for persons: its hold ended, or there was none.",
          "'sallyport held list' shows what waits; 'sallyport explain "
              + action
              + "' how it ended.");
    }
    return open.stream().findFirst();
  }

  /** An id is one action's, and an action is one cell's. */
  static void requireOne(List<OpenHold> open, String action) {
    if (open.size() > 1) {
      throw new CannotRun(
          "more than one cell holds an action " + action + ".",
          "That is not the validator's doing: tell its operators, and deny nothing and approve"
              + " nothing.");
    }
  }
}
