package io.sallyport.action.lint;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Walks over a pattern that RE2/J has compiled and finds the parts that match one character, and
 * whether one of those that may come first matches a dash. Used by one thread, once.
 */
final class PatternWalk {
  private static final Pattern ANY = Pattern.compile(".", Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("\\{[0-9]+(?:,[0-9]*)?\\}");
  private static final Set<String> ZERO_WIDTH = Set.of("^", "$", "\\b", "\\B", "\\A", "\\z");

  private final String text;
  private final List<Pattern> parts = new ArrayList<>();
  private int at;

  /** What a stretch may begin with: nothing at all, or a dash. */
  private record First(boolean empty, boolean dash) {
    static final First NOTHING = new First(true, false);

    First or(First other) {
      return new First(empty || other.empty, dash || other.dash);
    }

    First then(First other) {
      return new First(empty && other.empty, dash || (empty && other.dash));
    }
  }

  /**
   * What was found.
   *
   * @param parts each matches one character of a text that the pattern admits
   * @param dash whether a text may begin with a dash
   */
  record Found(List<Pattern> parts, boolean dash) {
    /** Whether a text may hold the character, somewhere. */
    boolean admits(int character) {
      String text = Character.toString(character);
      return parts.stream().anyMatch(part -> part.matches(text));
    }
  }

  private PatternWalk(String text) {
    this.text = text;
  }

  /** What is not understood here, such as an octal escape, is taken to match anything. */
  static Found over(Pattern pattern) {
    PatternWalk walk = new PatternWalk(pattern.pattern());
    try {
      First first = walk.choice();
      return new Found(List.copyOf(walk.parts), first.dash());
    } catch (PatternSyntaxException | IndexOutOfBoundsException e) {
      return new Found(List.of(ANY), true);
    }
  }

  private First choice() {
    First first = sequence();
    while (is('|')) {
      at++;
      first = first.or(sequence());
    }
    return first;
  }

  private First sequence() {
    First first = First.NOTHING;
    while (at < text.length() && !is('|') && !is(')')) {
      first = first.then(repeated());
    }
    return first;
  }

  private First repeated() {
    First first = one();
    while (isOneOf("*+?") || isCount()) {
      boolean none = isOneOf("*?") || text.startsWith("{0", at);
      at = is('{') ? text.indexOf('}', at) + 1 : at + 1;
      first = none ? first.or(First.NOTHING) : first;
    }
    return first;
  }

  /** Otherwise a brace stands for itself. */
  private boolean isCount() {
    int end = text.indexOf('}', at);
    return is('{') && end > 0 && COUNT.matches(text.substring(at, end + 1));
  }

  private First one() {
    if (is('(')) {
      return group();
    }
    int start = at;
    at = is('[') ? endOfClass() : is('\\') ? endOfEscape() : text.offsetByCodePoints(at, 1);
    String part = text.substring(start, at);
    if (ZERO_WIDTH.contains(part)) {
      return First.NOTHING;
    }
    Pattern compiled = Pattern.compile(part, Pattern.DOTALL);
    parts.add(compiled);
    return new First(false, compiled.matches("-") || part.startsWith("\\Q-"));
  }

  private First group() {
    at++;
    if (is('?')) {
      at = endOfFlags();
      if (text.charAt(at - 1) == ')') {
        return First.NOTHING;
      }
    }
    First first = choice();
    at++;
    return first;
  }

  /** Behind {@code ?:}, {@code ?i:}, {@code ?P<name>}, or {@code ?i)}. */
  private int endOfFlags() {
    int end = at;
    while (":>)".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end + 1;
  }

  private int endOfClass() {
    int end = at + 1;
    end += text.charAt(end) == '^' ? 1 : 0;
    end += text.charAt(end) == ']' ? 1 : 0;
    while (text.charAt(end) != ']') {
      if (text.startsWith("[:", end) && text.indexOf(":]", end) > 0) {
        end = text.indexOf(":]", end) + 2;
      } else {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
    }
    return end + 1;
  }

  private int endOfEscape() {
    char kind = text.charAt(at + 1);
    if (kind == 'Q') {
      int end = text.indexOf("\\E", at);
      return end < 0 ? text.length() : end + 2;
    }
    if ("pPx".indexOf(kind) >= 0) {
      return text.startsWith("{", at + 2) ? text.indexOf('}', at) + 1 : at + (kind == 'x' ? 4 : 3);
    }
    return text.offsetByCodePoints(at + 1, 1);
  }

  private boolean isOneOf(String some) {
    return at < text.length() && some.indexOf(text.charAt(at)) >= 0;
  }

  private boolean is(char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
