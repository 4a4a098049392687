package io.sallyport.validator.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The regular expressions that a bundle's expressions name, compiled once. RE2/J is linear in the
 * text, but may exhaust the heap while it compiles: counted repetitions are bounded before that.
 * Filled while a bundle loads, then only read, by any thread.
 */
final class Patterns {
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private final ExpressionLimits limits;
  private final Map<String, Pattern> known = new ConcurrentHashMap<>();

  Patterns(ExpressionLimits limits) {
    this.limits = limits;
  }

  /** Compiles {@code pattern}; a message when that is refused. */
  Optional<String> add(String pattern) {
    if (pattern.length() > limits.pattern() || repetitions(pattern) > limits.repetitions()) {
      return Optional.of(
          "the pattern of matches() is too large: at most "
              + limits.pattern()
              + " characters and counted repetitions of "
              + limits.repetitions()
              + " in all");
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      if (compiled.programSize() > limits.repetitions()) {
        return Optional.of("the pattern of matches() compiles to too large a program");
      }
      known.put(pattern, compiled);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("the pattern of matches() is not one of RE2: " + e.getDescription());
    }
  }

  /** Whether {@code text} as a whole matches a pattern that was added. */
  boolean matches(String text, String pattern) {
    Pattern compiled = known.get(pattern);
    if (compiled == null) {
      throw new CelInvalidArgumentException("a pattern that did not come with the bundle");
    }
    return compiled.matches(text);
  }

  /** An upper bound of what nested counted repetitions multiply to. */
  private static long repetitions(String pattern) {
    long product = 1;
    var counts = COUNTED.matcher(pattern);
    while (counts.find()) {
      String most = counts.group(2) == null || counts.group(2).isEmpty() ? "0" : counts.group(2);
      long count = Math.max(Long.parseLong(counts.group(1)), Long.parseLong(most));
      product = Math.min(product * Math.max(1, count), Integer.MAX_VALUE);
    }
    return product;
  }
}
