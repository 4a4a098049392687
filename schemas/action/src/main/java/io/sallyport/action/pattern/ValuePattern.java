package io.sallyport.action.pattern;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for whole values. RE2/J walks an automaton for each character; most patterns of fields
 * are plain {@link Runs}, or a few such alternatives, which a scan of each decides, with the same
 * answer. Safe for any thread.
 */
public final class ValuePattern {
  /** More than that are left to RE2/J. */
  static final int MAX_ALTERNATIVES = 4;

  private final Pattern pattern;
  private final List<Runs> alternatives;

  private ValuePattern(Pattern pattern) {
    this.pattern = pattern;
    this.alternatives = pattern.flags() == 0 ? alternatives(pattern.pattern()) : List.of();
  }

  /** None where one is not runs; so a bar within a class, a group or an escape parts nothing. */
  private static List<Runs> alternatives(String pattern) {
    String[] parts = pattern.split("\\|", MAX_ALTERNATIVES);
    List<Runs> alternatives = new ArrayList<>();
    for (String part : parts) {
      Optional<Runs> runs = Runs.of(part);
      if (runs.isEmpty()) {
        return List.of();
      }
      alternatives.add(runs.get());
    }
    return List.copyOf(alternatives);
  }

  /** Matches as {@code pattern} does. */
  public static ValuePattern of(Pattern pattern) {
    return new ValuePattern(pattern);
  }

  /** Whether the whole of {@code value} matches. */
  public boolean matches(String value) {
    for (Runs runs : alternatives) {
      switch (runs.scan(value)) {
        case MATCHES -> {
          return true;
        }
        case DIFFERS -> {}
        case BEYOND_ASCII -> {
          return pattern.matches(value);
        }
      }
    }
    return alternatives.isEmpty() && pattern.matches(value);
  }

  /** Whether RE2/J is asked about text beyond ASCII only. */
  boolean isScanned() {
    return !alternatives.isEmpty();
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
