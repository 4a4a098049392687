package io.sallyport.cli.held;

import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person types to say that the right thing was looked at. */
final class Answer {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");
  private static final String ALGORITHM = "sha256:";
  private static final int MAX = 128;

  private Answer() {}

  /** One line of {@code in}, after a question. */
  static String line(Console console, InputStream in, String question) {
    console.note(question + ":");
    try {
      byte[] line = new byte[MAX];
      int length = 0;
      int next = in.read();
      while (next >= 0 && next != '\n' && length < MAX) {
        line[length++] = (byte) next;
        next = in.read();
      }
      if (next < 0 && length == 0) {
        throw new CannotRun("nothing was typed, so nothing was signed.", "Or give --digest.");
      }
      return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new CannotRun("the answer cannot be read.", "Or give --digest.", e);
    }
  }

  /** Whether a hold's digest begins so; empty when what was typed is no begin of any. */
  static Optional<Boolean> begins(OpenHold hold, String typed) {
    String digits = typed.startsWith(ALGORITHM) ? typed.substring(ALGORITHM.length()) : typed;
    return DIGITS.matcher(digits).matches()
        ? Optional.of(hold.hex().startsWith(digits))
        : Optional.empty();
  }
}
