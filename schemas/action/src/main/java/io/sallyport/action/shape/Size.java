package io.sallyport.action.shape;

/** Sums and products of encoded sizes that stop at 2^40 instead of overflowing. */
final class Size {
  /** The longest varint of a 32-bit number: a length, a count, an enum's index. */
  static final long PREFIX = 5;

  /** The longest varint of a 64-bit number. */
  static final long LONG = 10;

  /** The longest code point in UTF-8. */
  static final long CODE_POINT = 4;

  private static final long CAP = 1L << 40;

  private Size() {}

  static long sum(long left, long right) {
    return Math.min(CAP, left + right);
  }

  /** Of a count below 2^20 and a size. */
  static long product(int count, long size) {
    return Math.min(CAP, count * size);
  }
}
