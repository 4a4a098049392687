package io.sallyport.service.config;

/**
 * A whole number with a unit behind it, the common form of sizes and durations.
 *
 * @param count not negative
 * @param unit the letters behind the digits
 */
record Amount(long count, String unit) {
  private static final int MAX_DIGITS = 15;

  static Amount split(String text, String rule) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS) {
      throw new IllegalArgumentException(rule);
    }
    return new Amount(Long.parseLong(text, 0, digits, 10), text.substring(digits));
  }

  long times(long factor, String rule) {
    if (count > Long.MAX_VALUE / factor) {
      throw new IllegalArgumentException(rule);
    }
    return count * factor;
  }
}
