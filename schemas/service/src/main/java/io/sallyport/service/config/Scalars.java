package io.sallyport.service.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Parsers of single values; each throws {@link IllegalArgumentException} with the rule broken. */
final class Scalars {
  private static final int MAX_DIGITS = 18;

  private Scalars() {}

  static Function<String, Long> integer(long min, long max) {
    return text -> within(integer(text), min, max, String::valueOf);
  }

  static Function<String, Duration> duration(Duration min, Duration max) {
    return text -> within(Durations.parse(text), min, max, Durations::text);
  }

  static Function<String, ByteCount> size(ByteCount min, ByteCount max) {
    return text -> within(ByteCount.parse(text), min, max, ByteCount::toString);
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static <E extends Enum<E>> Function<String, E> choice(Class<E> kind) {
    E[] constants = kind.getEnumConstants();
    String words = Arrays.stream(constants).map(Scalars::camel).collect(Collectors.joining(", "));
    return text ->
        Arrays.stream(constants)
            .filter(constant -> text.equals(camel(constant)) || text.equals(kebab(constant)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("must be one of " + words));
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String camel(Enum<?> constant) {
    StringBuilder word = new StringBuilder();
    for (char letter : constant.name().toCharArray()) {
      int last = word.length() - 1;
      if (last >= 0 && word.charAt(last) == '_') {
        word.setCharAt(last, letter);
      } else {
        word.append(letter == '_' ? letter : Character.toLowerCase(letter));
      }
    }
    return word.toString();
  }

  private static long integer(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    boolean isNumber = digits.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    if (!isNumber || digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Long.parseLong(text);
  }

  private static <T extends Comparable<T>> T within(
      T value, T min, T max, Function<T, String> show) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "must be between " + show.apply(min) + " and " + show.apply(max));
    }
    return value;
  }
}
