package io.sallyport.cli.data;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.command.ReleaseCommand;
import picocli.CommandLine.Option;

/** Why a command is given. */
public final class ReasonOption {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, signed with the command: one line, 256 characters at most.")
  private String reason = "";

  /** The reason; refused when it is no line of text. */
  public String text() {
    if (!ReleaseCommand.isReason(reason)) {
      throw new CannotRun(
          "--reason is one visible line, 256 characters at most.", "Say it shorter, on one line.");
    }
    return reason;
  }
}
