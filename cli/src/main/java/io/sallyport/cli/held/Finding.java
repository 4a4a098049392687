package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.hold.Holds;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the one hold that is meant. */
final class Finding {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Finding() {}

  static Optional<OpenHold> find(Console console, ApproverProfile approver, String action) {
    if (!ID.matcher(action).matches()) {
      throw new CannotRun(
          "'" + action + "' is no action's id.", "'sallyport held list' shows the ids; give one.");
    }
    List<OpenHold> open = Holds.of(approver, action).open();
    if (open.size() > 1) {
      throw new CannotRun(
          "more than one cell holds an action " + action + ".",
          "That is not the validator's doing: tell its operators, and deny nothing and approve"
              + " nothing.");
    }
    if (open.isEmpty()) {
      console.problem(
          "no action " + action + " waits for persons: its hold ended, or there was none.",
          "'sallyport held list' shows what waits; 'sallyport explain "
              + action
              + "' how it ended.");
    }
    return open.stream().findFirst();
  }
}
