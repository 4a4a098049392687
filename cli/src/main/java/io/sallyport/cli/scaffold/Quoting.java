package io.sallyport.cli.scaffold;

/** A stranger's text as a literal of CEL and of YAML: ASCII, with everything else escaped. */
final class Quoting {
  private Quoting() {}

  /** A CEL string literal in single quotes, which reads well within YAML's double ones. */
  static String cel(String text) {
    return quoted(text, '\'');
  }

  /** A YAML scalar in double quotes; its escapes are those of CEL. */
  static String yaml(String text) {
    return quoted(text, '"');
  }

  /** The CEL that selects a member of {@code object} by a stranger's name. */
  static String member(String object, String name) {
    return Identifiers.isPlain(name) ? object + "." + name : object + "[" + cel(name) + "]";
  }

  private static String quoted(String text, char quote) {
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(point -> append(quoted, point, quote));
    return quoted.append(quote).toString();
  }

  private static void append(StringBuilder quoted, int point, char quote) {
    if (point == quote || point == '\\') {
      quoted.append('\\').appendCodePoint(point);
    } else if (point >= ' ' && point < 0x7f) {
      quoted.appendCodePoint(point);
    } else if (point <= 0xffff) {
      quoted.append(String.format("\\u%04x", point));
    } else {
      quoted.append(String.format("\\U%08x", point));
    }
  }
}
