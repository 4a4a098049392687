package io.sallyport.cli.terminal;

/** What a command's exit code says; scripts rely on it. */
public final class ExitCode {
  /** Done, and the answer, where there is one, is yes. */
  public static final int DONE = 0;

  /** The command ran, and the answer is no. */
  public static final int NO = 1;

  /** The command could not run: usage, configuration, or something cannot be reached. */
  public static final int CANNOT_RUN = 2;

  /** Ended by Ctrl-C or a signal of that kind. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
