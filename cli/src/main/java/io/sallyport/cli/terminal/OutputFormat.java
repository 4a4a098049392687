package io.sallyport.cli.terminal;

/** How a command writes its result. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** For programs: one JSON object a line. */
  JSON
}
