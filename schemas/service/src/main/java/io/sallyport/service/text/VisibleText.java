package io.sallyport.service.text;

/**
 * Text in which every character shows: control, bidirectional, zero-width and separator characters
 * and unpaired surrogates appear as {@code \}{@code uXXXX}.
 *
 * <p>What a stranger wrote cannot then move a cursor, hide, reorder or split a line.
 */
public final class VisibleText {

  private VisibleText() {}

  /** The text with its unsafe characters escaped; safe text is returned as it is. */
  public static String escape(String text) {
    StringBuilder visible = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (isPair(text, index)) {
        appendPair(visible, text.codePointAt(index));
        index++;
      } else if (isUnsafe(character)) {
        appendEscape(visible, character);
      } else {
        visible.append(character);
      }
    }
    return visible.toString();
  }

  /** Whether this character can change how the text around it is shown. */
  public static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Whether every surrogate has its partner, so that the text has one UTF-8 form. */
  public static boolean isUnicode(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (isPair(text, index)) {
        index++;
      } else if (Character.isSurrogate(text.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  static boolean isPair(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }

  static void appendPair(StringBuilder out, int codePoint) {
    if (isUnsafe(codePoint)) {
      appendEscape(out, Character.highSurrogate(codePoint));
      appendEscape(out, Character.lowSurrogate(codePoint));
    } else {
      out.appendCodePoint(codePoint);
    }
  }

  static void appendEscape(StringBuilder out, char character) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((character >> shift) & 0xf, 16));
    }
  }
}
