package io.sallyport.cli.terminal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.service.text.VisibleText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The only way to the terminal: results go to standard output, everything else to standard error,
 * and nothing that a stranger wrote can move the cursor, hide or split a line. Safe for any thread.
 */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean coloured;

  /** A console on two writers, without colours. */
  public Console(PrintWriter out, PrintWriter err) {
    this(out, err, false);
  }

  /** A console on two writers, the first of which may be a terminal that shows colours. */
  Console(PrintWriter out, PrintWriter err, boolean coloured) {
    this.out = out;
    this.err = err;
    this.coloured = coloured;
  }

  /** A console on the process's own streams. */
  public static Console ofProcess() {
    return new Console(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        isColoured());
  }

  /** A person looks on, and did not ask for no colours (no-color.org). */
  private static boolean isColoured() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    return terminal && Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
  }

  /** The same, but for results, which go to standard error too. */
  public Console aside() {
    return new Console(err, err);
  }

  /** One line of a result. */
  public void line(String text) {
    line(text, Tone.PLAIN);
  }

  /**
   * One line of a result, in a colour where a terminal shows it; the text itself can bring none.
   */
  public void line(String text, Tone tone) {
    String escaped = VisibleText.escape(text);
    out.println(coloured ? tone.of(escaped) : escaped);
    out.flush();
  }

  /** A result for programs: one object on one line, still JSON after escaping. */
  public void json(ObjectNode object) {
    line(new String(StrictJson.write(object), StandardCharsets.UTF_8));
  }

  /** A table. */
  public void table(Table table) {
    table.lines().forEach(this::line);
  }

  /** Progress and hints, a line for each line of the text. */
  public void note(String text) {
    text.lines().forEach(each -> err.println(VisibleText.escape(each)));
    err.flush();
  }

  /** A problem and what to do about it. */
  public void problem(String text, String nextStep) {
    note("sallyport: " + text);
    if (!nextStep.isEmpty()) {
      note(nextStep);
    }
  }
}
