package io.sallyport.cli.terminal;

/** How a line is meant: a terminal shows it in a colour, everything else as it is. */
public enum Tone {
  /** As it should be. */
  GOOD("\u001b[32m"),
  /** Not decided yet. */
  WAITING("\u001b[33m"),
  /** Refused. */
  BAD("\u001b[31m"),
  /** Nothing to say of it. */
  PLAIN("");

  private static final String END = "\u001b[0m";

  private final String begin;

  Tone(String begin) {
    this.begin = begin;
  }

  String of(String text) {
    return begin.isEmpty() ? text : begin + text + END;
  }
}
