package io.sallyport.action.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Compiles a pattern under limits. RE2/J matches in linear time but compiles without bounds: nested
 * counts multiply into the program, and deep groups overflow the stack.
 */
final class PatternReader {
  private PatternReader() {}

  /** The compiled pattern; empty, with a problem added, when a limit or the syntax is broken. */
  static Optional<Pattern> read(Place type, String pattern) {
    if (pattern.length() > Limits.PATTERN_LENGTH) {
      return refused(type, SchemaRule.PATTERN_TOO_LONG, "it has " + pattern.length());
    }
    if (Repetition.of(pattern) > Limits.PATTERN_REPETITION) {
      return refused(type, SchemaRule.PATTERN_REPETITION, "lengths are bounded by maxLength");
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      return compiled.programSize() > Limits.PATTERN_PROGRAM
          ? refused(type, SchemaRule.PATTERN_PROGRAM, "it has " + compiled.programSize())
          : Optional.of(compiled);
    } catch (PatternSyntaxException e) {
      return refused(type, SchemaRule.PATTERN_INVALID, e.getDescription());
    } catch (StackOverflowError e) {
      return refused(type, SchemaRule.PATTERN_INVALID, "groups are nested too deep");
    }
  }

  private static Optional<Pattern> refused(Place type, SchemaRule rule, String detail) {
    type.problem("pattern", rule, detail);
    return Optional.empty();
  }
}
