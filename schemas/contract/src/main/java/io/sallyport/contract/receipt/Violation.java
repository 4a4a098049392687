package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One reason why a rule did not bind; where, and never what stood there.
 *
 * @param code why
 * @param pointer where in the payload or record, RFC 6901, if it is about one place
 */
public record Violation(Code code, Optional<String> pointer) {
  /** The most that a receipt names beside the first. */
  public static final int MAX_FURTHER = 16;

  private static final String KEY = "further";

  /** The longest pointer, in the bytes that it has in a receipt. */
  private static final int MAX_POINTER = 256;

  private static final String CUT = "...";

  /** The bytes of an escape with four digits. */
  private static final int ESCAPED = 6;

  /** The most bytes of a character that is not escaped. */
  private static final int UTF_8 = 3;

  /** One whose pointer may be the empty text, and is cut off when it is long. */
  public static Violation of(Code code, String pointer) {
    return new Violation(code, Optional.of(shown(pointer)).filter(text -> !text.isEmpty()));
  }

  private static String shown(String pointer) {
    return fitting(pointer, MAX_POINTER) == pointer.length()
        ? pointer
        : pointer.substring(0, fitting(pointer, MAX_POINTER - CUT.length())) + CUT;
  }

  /** How many of its first characters have at most {@code most} bytes in JSON. */
  private static int fitting(String text, int most) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += written(text.charAt(i));
      if (bytes > most) {
        boolean isHalf = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return isHalf ? i - 1 : i;
      }
    }
    return text.length();
  }

  /** As {@link JsonWriter} writes it, or more. */
  private static int written(char c) {
    if (c < ' ' || Character.isSurrogate(c)) {
      return ESCAPED;
    }
    if (c >= 0x80) {
      return UTF_8;
    }
    return c == '"' || c == '\\' ? 2 : 1;
  }

  /** Writes what is named beside the first; nothing where there is nothing. */
  static void write(JsonWriter json, List<Violation> further) {
    if (!further.isEmpty()) {
      json.putObjects(KEY, further, Violation::write);
    }
  }

  private static void write(JsonWriter json, Violation violation) {
    json.put("code", violation.code().text()).put("pointer", violation.pointer());
  }

  /** Reads it; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  static List<Violation> read(Fields fields) throws Fields.Mismatch {
    if (!fields.has(KEY)) {
      return List.of();
    }
    List<Violation> further = new ArrayList<>();
    for (Fields each : fields.objects(KEY)) {
      Code code = Code.parse(each.text("code")).orElseThrow(IllegalArgumentException::new);
      further.add(new Violation(code, each.optionalText("pointer")));
      each.end();
    }
    if (further.isEmpty() || further.size() > MAX_FURTHER) {
      throw new IllegalArgumentException("1 to 16 further violations, or none are named");
    }
    return List.copyOf(further);
  }
}
