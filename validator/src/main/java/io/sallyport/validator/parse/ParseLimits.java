package io.sallyport.validator.parse;

/**
 * How much of a document is read before it is refused.
 *
 * @param depth how deep objects and arrays may be nested
 * @param digits how many digits a number may have before its exponent
 * @param exponent the largest magnitude of an exponent
 * @param values how many names, items and members a document may have
 * @param nameLength how many characters a member's name may have
 */
public record ParseLimits(int depth, int digits, int exponent, int values, int nameLength) {
  /** The deepest nesting that can be configured; the reader recurses once a level. */
  public static final int MAX_DEPTH = 256;

  /** The most digits that can be configured. */
  public static final int MAX_DIGITS = 4096;

  /** What is not said otherwise. */
  public static final ParseLimits DEFAULTS = new ParseLimits(64, 128, 400, 100_000, 1024);

  /** Refuses limits that let nothing, or too much, pass. */
  public ParseLimits {
    between("depth", depth, MAX_DEPTH);
    between("digits", digits, MAX_DIGITS);
    between("exponent", exponent, 4096);
    between("values", values, 10_000_000);
    between("nameLength", nameLength, 1 << 20);
  }

  /** The same, with what a source says itself. */
  public ParseLimits with(int depth, int digits) {
    return new ParseLimits(depth, digits, exponent, values, nameLength);
  }

  private static void between(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException("limits." + name + ": 1 to " + max);
    }
  }
}
