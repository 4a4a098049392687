package io.sallyport.cli.send;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Quotes a word for bash and zsh so that it stays one word and every character of it shows. */
final class ShellQuote {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuote() {}

  /** The word as it is if that is safe, in single quotes, or in {@code $'...'} with escapes. */
  static String quote(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    boolean printable = word.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    return printable ? "'" + word.replace("'", "'\\''") + "'" : escaped(word);
  }

  private static String escaped(String word) {
    StringBuilder quoted = new StringBuilder("$'");
    for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
      if (each == '\'' || each == '\\') {
        quoted.append('\\').append((char) each);
      } else if (each >= 0x20 && each < 0x7f) {
        quoted.append((char) each);
      } else {
        quoted.append(String.format("\\x%02x", each & 0xff));
      }
    }
    return quoted.append('\'').toString();
  }
}
