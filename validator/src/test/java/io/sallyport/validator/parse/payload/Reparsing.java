package io.sallyport.validator.parse.payload;

import com.google.protobuf.NullValue;
import io.sallyport.validator.parse.Decimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a parser made as JSON again, without a JSON library. */
final class Reparsing {
  private Reparsing() {}

  static String json(Object value) {
    return switch (value) {
      case Map<?, ?> members ->
          members.entrySet().stream()
              .map(each -> json(String.valueOf(each.getKey())) + ":" + json(each.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> items ->
          items.stream().map(Reparsing::json).collect(Collectors.joining(",", "[", "]"));
      case String text -> quoted(text);
      case Decimal(var number) -> number.toString();
      case Long number -> number.toString();
      case Boolean truth -> truth.toString();
      case NullValue none -> "null";
      default -> throw new AssertionError("no value of an event: " + value.getClass());
    };
  }

  /** Every character as an escape: so an escape has to mean the same as the character. */
  private static String quoted(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
  }
}
