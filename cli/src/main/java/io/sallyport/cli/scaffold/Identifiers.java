package io.sallyport.cli.scaffold;

import java.util.Locale;
import java.util.Set;

/** Names that are safe as CEL identifiers and Avro names. */
final class Identifiers {
  private static final int MAX_LENGTH = 40;
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  private Identifiers() {}

  /** Whether CEL and Avro take it as it is. */
  static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.length() <= 100
        && !RESERVED.contains(text)
        && !isDigit(text.charAt(0))
        && text.chars().allMatch(Identifiers::isPart);
  }

  /** A name made of the ASCII letters and digits of {@code text}, in camel case. */
  static String from(String text) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (int at = 0; at < text.length() && name.length() < MAX_LENGTH; at++) {
      char letter = text.charAt(at);
      boolean isKept = isKept(letter, name.isEmpty());
      if (isKept) {
        name.append(upper ? Character.toUpperCase(letter) : letter);
      }
      upper = !isKept && !name.isEmpty();
    }
    String made = name.isEmpty() ? "value" : name.toString();
    return RESERVED.contains(made) ? made + "Value" : made;
  }

  private static boolean isKept(char letter, boolean isFirst) {
    return isPart(letter) && letter != '_' && !(isFirst && isDigit(letter));
  }

  /** The same with a capital first letter. */
  static String typeFrom(String text) {
    String name = from(text);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static boolean isPart(int letter) {
    return letter == '_'
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || isDigit(letter);
  }

  private static boolean isDigit(int letter) {
    return letter >= '0' && letter <= '9';
  }
}
