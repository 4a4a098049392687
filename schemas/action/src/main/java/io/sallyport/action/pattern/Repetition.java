package io.sallyport.action.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a pattern may copy its innermost part: the largest product of counts {@code {n,m}} that
 * apply to one another. Reads just enough syntax to know groups, classes, escapes and counts; used
 * by one thread, once.
 */
final class Repetition {
  private static final int UNCOUNTED = 1;

  private final String pattern;
  private final Deque<Long> open = new ArrayDeque<>();
  private int at;
  private long largest = UNCOUNTED;
  private long atom = UNCOUNTED;

  private Repetition(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    return new Repetition(pattern).scan();
  }

  private long scan() {
    while (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> open();
        case ')' -> close();
        case '{' -> count();
        case '*', '+', '?' -> at++;
        default -> single(1);
      }
      largest = Math.max(largest, atom);
    }
    return largest;
  }

  private void single(int length) {
    at += length;
    atom = UNCOUNTED;
  }

  private void escape() {
    if (!pattern.startsWith("\\Q", at)) {
      single(2);
      return;
    }
    int end = pattern.indexOf("\\E", at);
    single((end < 0 ? pattern.length() : end + 2) - at);
  }

  /** A ']' that comes first, also after '^', is a member. */
  private void characterClass() {
    int next = at + (pattern.startsWith("[^", at) ? 2 : 1);
    do {
      next += memberLength(next);
    } while (next < pattern.length() && pattern.charAt(next) != ']');
    single(next + 1 - at);
  }

  /** Of an escape, a named class such as [:alpha:], or a plain character. */
  private int memberLength(int member) {
    if (pattern.startsWith("\\", member)) {
      return 2;
    }
    int end = pattern.startsWith("[:", member) ? pattern.indexOf(":]", member) : -1;
    return end < 0 ? 1 : end + 2 - member;
  }

  private void open() {
    open.push(largest);
    largest = UNCOUNTED;
    single(1);
  }

  private void close() {
    long inner = largest;
    largest = open.isEmpty() ? largest : Math.max(open.pop(), inner);
    single(1);
    atom = inner;
  }

  private void count() {
    int end = pattern.indexOf('}', at);
    long times = end < 0 ? 0 : largestOf(pattern.substring(at + 1, end));
    if (times == 0) {
      single(1);
      return;
    }
    at = end + 1;
    atom = Math.min(atom * times, Integer.MAX_VALUE);
  }

  /** The larger number of {@code n}, {@code n,} or {@code n,m}; 0 when it is no count. */
  private static long largestOf(String counts) {
    long largest = 0;
    for (String number : counts.split(",", -1)) {
      if (number.length() > 4 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return 0;
      }
      largest = number.isEmpty() ? largest : Math.max(largest, Long.parseLong(number));
    }
    return largest;
  }
}
