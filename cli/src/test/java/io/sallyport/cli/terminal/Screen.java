package io.sallyport.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A console that keeps what is written to it. */
public final class Screen {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console;

  /** No terminal. */
  public Screen() {
    this(false);
  }

  /** One that may show colours. */
  public Screen(boolean coloured) {
    this.console = new Console(new PrintWriter(out), new PrintWriter(err), coloured);
  }

  public Console console() {
    return console;
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
