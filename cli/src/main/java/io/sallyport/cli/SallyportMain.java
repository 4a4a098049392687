package io.sallyport.cli;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.QuietLog;

/** Starts the command that its arguments name and ends with that command's exit code. */
public final class SallyportMain {
  private SallyportMain() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    QuietLog.install();
    String[] asked = arguments.length == 0 ? new String[] {"--help"} : arguments;
    System.exit(CommandTree.run(Console.ofProcess(), System.in, asked));
  }
}
