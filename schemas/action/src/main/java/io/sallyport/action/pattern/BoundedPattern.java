package io.sallyport.action.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles RE2/J patterns under limits. RE2/J matches in linear time but compiles without bounds:
 * nested counts multiply into the program, and deep groups overflow the stack.
 */
public final class BoundedPattern {
  /** The longest pattern, in characters. */
  public static final int MAX_LENGTH = 512;

  /** The largest product of counts <code>{n,m}</code> that apply to one another. */
  public static final int MAX_REPETITION = 1_000;

  /** The most instructions that a pattern may compile to. */
  public static final int MAX_PROGRAM = 4_096;

  private BoundedPattern() {}

  /** What came of compiling. */
  public sealed interface Compilation {}

  /** The pattern, to be matched against whole values. */
  public record Compiled(Pattern pattern) implements Compilation {}

  /** A limit or the syntax is broken. */
  public record Refused(Fault fault, String detail) implements Compilation {}

  /** What is wrong with a pattern. */
  public enum Fault {
    /** Longer than {@link #MAX_LENGTH}. */
    TOO_LONG,
    /** RE2/J does not compile it. */
    INVALID,
    /** Above {@link #MAX_REPETITION}. */
    REPETITION,
    /** Above {@link #MAX_PROGRAM}. */
    PROGRAM
  }

  /** Compiles {@code text}; never throws. */
  public static Compilation compile(String text) {
    if (text.length() > MAX_LENGTH) {
      return new Refused(Fault.TOO_LONG, "it has " + text.length() + " characters");
    }
    if (Repetition.of(text) > MAX_REPETITION) {
      return new Refused(Fault.REPETITION, "bound lengths by maxLength instead");
    }
    try {
      Pattern pattern = Pattern.compile(text);
      return pattern.programSize() > MAX_PROGRAM
          ? new Refused(Fault.PROGRAM, "it has " + pattern.programSize() + " instructions")
          : new Compiled(pattern);
    } catch (PatternSyntaxException e) {
      return new Refused(Fault.INVALID, e.getDescription());
    } catch (StackOverflowError e) {
      return new Refused(Fault.INVALID, "groups are nested too deep");
    }
  }
}
