package io.sallyport.action.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern that is nothing but runs of characters, each of one class and a count, such as {@code
 * [a-z0-9-]+/[a-z0-9._-]{1,40}}, and in which no character can belong to two runs: then each run
 * takes all that it can, and nothing is ever tried twice. What a class holds is asked of RE2/J, for
 * ASCII; text beyond that is not decided here.
 */
final class Runs {
  /** More than that are left to RE2/J. */
  static final int MAX_RUNS = 32;

  private static final int ASCII = 128;

  private final List<Run> runs;

  /** What a scan finds. */
  enum Answer {
    MATCHES,
    DIFFERS,
    BEYOND_ASCII
  }

  private Runs(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  /** The runs of a pattern that RE2/J compiles; empty when it is anything else than runs. */
  static Optional<Runs> of(String pattern) {
    RunReader reader = new RunReader(pattern);
    List<Run> runs = new ArrayList<>();
    while (reader.hasNext()) {
      Optional<Run> run = reader.next().flatMap(Runs::run);
      if (run.isEmpty() || runs.size() == MAX_RUNS) {
        return Optional.empty();
      }
      runs.add(run.get());
    }
    return areApart(runs) ? Optional.of(new Runs(runs)) : Optional.empty();
  }

  private static Optional<Run> run(RunReader.Part part) {
    try {
      Pattern one = Pattern.compile(part.characters());
      long low = 0;
      long high = 0;
      for (int c = 0; c < ASCII; c++) {
        if (one.matches(String.valueOf((char) c))) {
          low |= c < Long.SIZE ? 1L << c : 0;
          high |= c < Long.SIZE ? 0 : 1L << c;
        }
      }
      return Optional.of(new Run(low, high, part.least(), part.most()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** A run that may end early must not share a character with what may follow it. */
  private static boolean areApart(List<Run> runs) {
    for (int i = 0; i < runs.size(); i++) {
      boolean mayFollow = runs.get(i).least() != runs.get(i).most();
      for (int j = i + 1; j < runs.size() && mayFollow; j++) {
        if (runs.get(i).overlaps(runs.get(j))) {
          return false;
        }
        mayFollow = runs.get(j).least() == 0;
      }
    }
    return true;
  }

  /** Decides, or says that the text is not ASCII as far as that mattered. */
  Answer scan(String text) {
    int at = 0;
    for (Run run : runs) {
      int end = run.end(text, at);
      if (end - at < run.least()) {
        return isAsciiAt(text, end) ? Answer.DIFFERS : Answer.BEYOND_ASCII;
      }
      if (end - at < run.most() && !isAsciiAt(text, end)) {
        return Answer.BEYOND_ASCII;
      }
      at = end;
    }
    return at == text.length() ? Answer.MATCHES : Answer.DIFFERS;
  }

  private static boolean isAsciiAt(String text, int at) {
    return at == text.length() || text.charAt(at) < ASCII;
  }

  /**
   * One run.
   *
   * @param low its characters below 64, a bit each
   * @param high its characters from 64 to 127, the lowest bit for 64
   * @param least how many there are at least
   * @param most how many there are at most
   */
  private record Run(long low, long high, int least, int most) {
    boolean overlaps(Run other) {
      return (low & other.low) != 0 || (high & other.high) != 0;
    }

    int end(String text, int start) {
      int end = start;
      int limit = (int) Math.min(text.length(), (long) start + most);
      while (end < limit && has(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private boolean has(char c) {
      return c < ASCII && ((c < Long.SIZE ? low : high) >>> c & 1) == 1;
    }
  }
}
