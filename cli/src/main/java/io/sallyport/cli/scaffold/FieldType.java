package io.sallyport.cli.scaffold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.shape.Format;
import io.sallyport.contract.json.StrictJson;
import java.util.List;
import java.util.Optional;

/** The tightest type of the action-schema language that a sample suggests. */
final class FieldType {
  /** The longest text that becomes a field, in code points: the policy compares it as a whole. */
  static final int MAX_TEXT = 200;

  /** The largest whole number that JSON keeps exact. */
  static final long MAX_WHOLE = (1L << 53) - 1;

  private static final List<Format> FORMATS =
      List.of(
          Format.GIT_SHA,
          Format.UUID,
          Format.OCI_DIGEST,
          Format.DATE_TIME,
          Format.DATE,
          Format.SEMVER,
          Format.EMAIL);
  private static final List<Integer> LENGTHS = List.of(20, 40, 64, 100, 200, 400);
  private static final String ESCAPED = "[]\\^-";
  private static final String PUNCTUATION = " !#$%&'()*+,./:;<=>?@_`{|}~\"";

  private FieldType() {}

  /** Whether a value can be a field. */
  static boolean admits(Object value) {
    return switch (value) {
      case String text -> length(text) <= MAX_TEXT && text.chars().noneMatch(c -> c == 0);
      case Long whole -> Math.abs(whole) <= MAX_WHOLE && whole != Long.MIN_VALUE;
      case Double real -> Double.isFinite(real) && Math.abs(real) < 1e15;
      case Boolean flag -> true;
      default -> false;
    };
  }

  /** The type of a value that is admitted. */
  static ObjectNode of(Object value) {
    ObjectNode type = StrictJson.object();
    switch (value) {
      case String text -> text(type, text);
      case Long whole -> whole(type, whole);
      case Double real -> real(type, real);
      case Boolean flag -> type.put("type", "boolean");
      default -> throw new IllegalArgumentException("no field can have this value");
    }
    return type;
  }

  private static void text(ObjectNode type, String text) {
    int length = length(text);
    int most = LENGTHS.stream().filter(each -> each >= length).findFirst().orElse(MAX_TEXT * 2);
    type.put("type", "string");
    if (length > 0) {
      type.put("minLength", 1);
    }
    type.put("maxLength", most);
    Optional<Format> format = FORMATS.stream().filter(each -> each.admits(text)).findFirst();
    format.ifPresentOrElse(
        found -> type.put("format", found.text()), () -> type.put("pattern", pattern(text)));
  }

  /**
   * The kinds of characters that the sample has. It is put together from pieces that are written
   * here; no character of the sample goes into it.
   */
  private static String pattern(String text) {
    if (text.chars().anyMatch(letter -> letter > 0x7e)) {
      return text.codePoints().anyMatch(Character::isISOControl) ? "(?s).*" : "[^\\p{Cc}]*";
    }
    if (text.chars().anyMatch(letter -> letter < ' ')) {
      return "(?s).*";
    }
    StringBuilder kinds = new StringBuilder();
    kind(kinds, text, "a-z", 'a', 'z');
    kind(kinds, text, "A-Z", 'A', 'Z');
    kind(kinds, text, "0-9", '0', '9');
    PUNCTUATION.chars().forEach(mark -> kind(kinds, text, Character.toString(mark), mark, mark));
    ESCAPED.chars().forEach(mark -> kind(kinds, text, "\\" + (char) mark, mark, mark));
    return kinds.isEmpty() ? "[A-Za-z0-9 ._-]*" : "[" + kinds + "]*";
  }

  private static void kind(StringBuilder kinds, String text, String kind, int from, int to) {
    if (text.chars().anyMatch(letter -> letter >= from && letter <= to)) {
      kinds.append(kind);
    }
  }

  private static void whole(ObjectNode type, long whole) {
    long bound = 9;
    while (bound < Math.abs(whole) * 10 && bound < MAX_WHOLE) {
      bound = Math.min(MAX_WHOLE, bound * 10 + 9);
    }
    type.put("type", "long").put("min", whole < 0 ? -bound : 0).put("max", bound);
  }

  private static void real(ObjectNode type, double real) {
    double bound = Math.pow(10, Math.ceil(Math.log10(Math.max(1, Math.abs(real)))) + 1);
    type.put("type", "double").put("min", real < 0 ? -bound : 0).put("max", bound);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
