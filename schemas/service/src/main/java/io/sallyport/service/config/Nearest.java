package io.sallyport.service.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a mistyped one probably meant, by edit distance. */
final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= tolerance(word, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int tolerance(String word, String candidate) {
    return Math.max(1, Math.min(word.length(), candidate.length()) / 3);
  }

  private static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      above = nextRow(left.charAt(row - 1), row, right, above);
    }
    return above[right.length()];
  }

  private static int[] nextRow(char letter, int row, String right, int[] above) {
    int[] next = new int[above.length];
    next[0] = row;
    for (int column = 1; column < above.length; column++) {
      char other = right.charAt(column - 1);
      int same = Character.toLowerCase(letter) == Character.toLowerCase(other) ? 0 : 1;
      int edit = Math.min(above[column], next[column - 1]) + 1;
      next[column] = Math.min(edit, above[column - 1] + same);
    }
    return next;
  }
}
