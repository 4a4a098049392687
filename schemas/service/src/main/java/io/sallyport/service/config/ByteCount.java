package io.sallyport.service.config;

/**
 * A size in bytes, written {@code 512B}, {@code 64KiB}, {@code 1MiB} or {@code 2GiB}.
 *
 * @param bytes never negative
 */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
  private static final String RULE = "must be a size such as 512B, 64KiB or 1MiB";

  /** Refuses a negative size. */
  public ByteCount {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size must not be negative");
    }
  }

  /** So many kibibytes. */
  public static ByteCount ofKib(long count) {
    return new ByteCount(Math.multiplyExact(count, 1L << 10));
  }

  /** So many mebibytes. */
  public static ByteCount ofMib(long count) {
    return new ByteCount(Math.multiplyExact(count, 1L << 20));
  }

  /** Reads a whole number with its unit; throws {@link IllegalArgumentException} otherwise. */
  public static ByteCount parse(String text) {
    Amount amount = Amount.split(text, RULE);
    long unit =
        switch (amount.unit()) {
          case "B" -> 1L;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> throw new IllegalArgumentException(RULE);
        };
    return new ByteCount(amount.times(unit, RULE));
  }

  /** The size as an {@code int}, for what is held in one array. */
  public int asInt() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(ByteCount other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    long count = bytes;
    int unit = 0;
    while (unit < units.length - 1 && count != 0 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + units[unit];
  }
}
