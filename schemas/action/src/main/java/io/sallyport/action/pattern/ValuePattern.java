package io.sallyport.action.pattern;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * A pattern for whole values. RE2/J walks an automaton for each character; most patterns of fields
 * are plain {@link Runs}, which one scan decides, with the same answer. Safe for any thread.
 */
public final class ValuePattern {
  private final Pattern pattern;
  private final Optional<Runs> runs;

  private ValuePattern(Pattern pattern) {
    this.pattern = pattern;
    this.runs = pattern.flags() == 0 ? Runs.of(pattern.pattern()) : Optional.empty();
  }

  /** Matches as {@code pattern} does. */
  public static ValuePattern of(Pattern pattern) {
    return new ValuePattern(pattern);
  }

  /** Whether the whole of {@code value} matches. */
  public boolean matches(String value) {
    if (runs.isEmpty()) {
      return pattern.matches(value);
    }
    return switch (runs.get().scan(value)) {
      case MATCHES -> true;
      case DIFFERS -> false;
      case BEYOND_ASCII -> pattern.matches(value);
    };
  }

  /** As RE2/J compiled it. */
  public Pattern compiled() {
    return pattern;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
