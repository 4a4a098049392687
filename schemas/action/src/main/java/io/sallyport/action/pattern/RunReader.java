package io.sallyport.action.pattern;

import java.util.Optional;

/**
 * Takes a pattern apart into classes or single characters, each with its count. Whatever is written
 * in another way, groups, alternatives, anchors, lazy counts, {@code .} and {@code \d} among it, is
 * not read. Used once, by one thread.
 */
final class RunReader {
  private static final String SYNTAX = ".^$|()[]{}*+?\\";

  private final String pattern;
  private int at;

  RunReader(String pattern) {
    this.pattern = pattern;
  }

  /**
   * A part of the pattern.
   *
   * @param characters a class or a single character, as RE2/J reads it
   * @param least its count
   * @param most its count; {@link Integer#MAX_VALUE} without an end
   */
  record Part(String characters, int least, int most) {}

  boolean hasNext() {
    return at < pattern.length();
  }

  /** The next part; empty when it is nothing that is read here. */
  Optional<Part> next() {
    int start = at;
    if (!skipCharacters()) {
      return Optional.empty();
    }
    String characters = pattern.substring(start, at);
    return count(characters).filter(_ -> !hasNext() || "*+?{".indexOf(pattern.charAt(at)) < 0);
  }

  private boolean skipCharacters() {
    char first = pattern.charAt(at);
    if (first == '[') {
      return skipClass();
    }
    if (first == '\\') {
      at += 2;
      return at <= pattern.length() && isMark(pattern.charAt(at - 1));
    }
    at++;
    return first < 0x80 && SYNTAX.indexOf(first) < 0;
  }

  /** Without classes in it; an escape is two characters long, or has braces that end in one. */
  private boolean skipClass() {
    int first = at + (pattern.startsWith("[^", at) ? 2 : 1);
    for (int next = first; next < pattern.length(); next++) {
      char c = pattern.charAt(next);
      if (c == ']' && next > first) {
        at = next + 1;
        return true;
      }
      if (c == '[' || c == ']') {
        return false;
      }
      next += c == '\\' ? 1 : 0;
    }
    return false;
  }

  private static boolean isMark(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  private Optional<Part> count(String characters) {
    char sign = hasNext() ? pattern.charAt(at) : ' ';
    if (sign == '{') {
      return counted(characters);
    }
    at += sign == '*' || sign == '+' || sign == '?' ? 1 : 0;
    return Optional.of(
        switch (sign) {
          case '*' -> new Part(characters, 0, Integer.MAX_VALUE);
          case '+' -> new Part(characters, 1, Integer.MAX_VALUE);
          case '?' -> new Part(characters, 0, 1);
          default -> new Part(characters, 1, 1);
        });
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}. */
  private Optional<Part> counted(String characters) {
    int end = pattern.indexOf('}', at);
    String[] counts = end < 0 ? new String[0] : pattern.substring(at + 1, end).split(",", -1);
    at = end + 1;
    return switch (counts.length) {
      case 1 -> number(counts[0]).map(count -> new Part(characters, count, count));
      case 2 ->
          number(counts[0])
              .flatMap(least ->
                  (counts[1].isEmpty() ? Optional.of(Integer.MAX_VALUE) : number(counts[1]))
                      .map(most -> new Part(characters, least, most)));
      default -> Optional.empty();
    };
  }

  /** RE2/J takes no count that begins with a zero: its braces are characters then. */
  private static Optional<Integer> number(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 4
            && (digits.length() == 1 || digits.charAt(0) != '0')
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
  }
}
