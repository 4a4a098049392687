package io.sallyport.validator.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * A CEL expression taken apart at its top-level {@code &&} and {@code ||}, so that each part can be
 * evaluated alone. For people who ask why; nothing decides by it.
 */
final class Parts {
  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int depth;
  private int begin;
  private String joint = "";
  private boolean conditional;

  /**
   * One part.
   *
   * @param joint {@code &&} or {@code ||} before it, or the empty text
   */
  record Part(String joint, String text) {}

  private Parts(String text) {
    this.text = text;
  }

  /** The parts of {@code text}; the whole where it is a conditional, or cannot be taken apart. */
  static List<Part> of(String text) {
    Parts split = new Parts(text);
    split.scan();
    boolean whole = split.conditional || split.depth != 0;
    return whole ? List.of(new Part("", text.strip())) : List.copyOf(split.parts);
  }

  private void scan() {
    int at = 0;
    while (at < text.length()) {
      at = step(at);
    }
    end(text.length());
  }

  /** Looks at the character there and gives the place of the next. */
  private int step(int at) {
    char here = text.charAt(at);
    if (here == '"' || here == '\'') {
      return behindString(at);
    }
    if (text.startsWith("//", at)) {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() : line;
    }
    if (depth == 0 && (text.startsWith("&&", at) || text.startsWith("||", at))) {
      end(at);
      joint = text.substring(at, at + 2);
      begin = at + 2;
      return at + 2;
    }
    nest(here);
    return at + 1;
  }

  private void nest(char here) {
    switch (here) {
      case '(', '[', '{' -> depth++;
      case ')', ']', '}' -> depth--;
      case '?' -> conditional |= depth == 0;
      default -> {}
    }
  }

  private void end(int at) {
    parts.add(new Part(joint, text.substring(begin, at).strip()));
  }

  private int behindString(int at) {
    String quote = text.substring(at, at + 1);
    String delimiter = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
    boolean raw = at > 0 && "rR".indexOf(text.charAt(at - 1)) >= 0;
    int next = at + delimiter.length();
    while (next < text.length() && !text.startsWith(delimiter, next)) {
      next += !raw && text.charAt(next) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), next + delimiter.length());
  }
}
