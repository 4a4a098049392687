package io.sallyport.service.text;

import java.util.Map;

/**
 * JSON strings and flat objects for logs and short answers, so that a process needs no JSON library
 * for them.
 */
public final class JsonText {

  private JsonText() {}

  /** The text as a JSON string with its quotes; characters that do not show are escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    append(quoted, text);
    return quoted.toString();
  }

  /** A flat object of strings, in the order of the map. */
  public static String object(Map<String, String> fields) {
    StringBuilder object = new StringBuilder(256).append('{');
    fields.forEach((name, value) -> {
      object.append(object.length() == 1 ? "" : ",");
      append(object, name);
      object.append(':');
      append(object, value);
    });
    return object.append('}').toString();
  }

  private static void append(StringBuilder quoted, String text) {
    quoted.append('"');
    for (int index = 0; index < text.length(); index++) {
      if (VisibleText.isPair(text, index)) {
        VisibleText.appendPair(quoted, text.codePointAt(index));
        index++;
      } else {
        append(quoted, text.charAt(index));
      }
    }
    quoted.append('"');
  }

  private static void append(StringBuilder out, char character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      default -> {
        if (VisibleText.isUnsafe(character)) {
          VisibleText.appendEscape(out, character);
        } else {
          out.append(character);
        }
      }
    }
  }
}
