package io.sallyport.validator.parse.payload;

import io.sallyport.action.shape.Rfc3339;
import java.util.Locale;
import java.util.Set;

/** Context attributes of CloudEvents 1.0.2, section 3: their names, types and values. */
final class Attributes {
  private static final Set<String> NOT_EMPTY =
      Set.of("id", "source", "type", "subject", "dataschema", "datacontenttype");

  private Attributes() {}

  /** Whether an attribute may have this name and, as a value that is set, this value. */
  static boolean isAllowed(String name, Object value) {
    return isName(name)
        && switch (name) {
          case "specversion" -> value.equals("1.0");
          case "time" -> value instanceof String text && isTime(text);
          default -> NOT_EMPTY.contains(name) ? isFilled(value) : isTyped(value);
        };
  }

  /** Lower-case letters and digits (section 2.1, naming conventions). */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static boolean isFilled(Object value) {
    return value instanceof String text && !text.isEmpty() && isText(text);
  }

  /** Boolean, Integer of 32 bits, or one of the types that JSON has as a string. */
  private static boolean isTyped(Object value) {
    return switch (value) {
      case Boolean truth -> true;
      case Long number -> number.intValue() == number;
      case String text -> isText(text);
      default -> false;
    };
  }

  /** No control characters and no noncharacters (section 2.2, type system). */
  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(c ->
            Character.isISOControl(c) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef));
  }

  private static boolean isTime(String text) {
    return Rfc3339.instant(text.toUpperCase(Locale.ROOT)).isPresent();
  }
}
