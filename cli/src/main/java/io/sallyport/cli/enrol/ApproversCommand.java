package io.sallyport.cli.enrol;

import io.sallyport.cli.terminal.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of what makes a person an approver. */
@Command(
    name = "approvers",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(enrol | verify)",
    description = {
      "Makes a person's key and the entry that lets the person approve.",
      "Who may approve stands in the Approvers document of the executor's bundle, and nowhere else."
    },
    footer = {
      "%nExamples:",
      "  sallyport approvers enrol --person release-3 --identity github:release-3"
          + " --environment prod-4L6g3nShT-eMCtK--X86sw --key release-3.p12",
      "  sallyport approvers verify release-3.enrolment --environment prod-4L6g3nShT-eMCtK--X86sw"
    })
public final class ApproversCommand {
  private ApproversCommand() {}

  /** The command with its verbs, which write to {@code console}. */
  public static CommandLine of(Console console) {
    return new CommandLine(new ApproversCommand())
        .addSubcommand(new EnrolCommand(console))
        .addSubcommand(new VerifyCommand(console));
  }
}
