package io.sallyport.validator.parse;

/** JSON pointers that may be shown: the names in them are a stranger's. */
public final class Pointers {
  /** How many characters of a pointer are kept. */
  static final int MAX_LENGTH = 256;

  private static final String CUT = "...";

  private Pointers() {}

  /** To the member {@code name} of the document, visible as below. */
  public static String of(String name) {
    return visible("/" + name.replace("~", "~0").replace("/", "~1"));
  }

  /** {@code pointer} with everything but visible ASCII as {@code ?}, cut off when it is long. */
  static String visible(String pointer) {
    boolean isLong = pointer.length() > MAX_LENGTH;
    StringBuilder visible = new StringBuilder(Math.min(pointer.length(), MAX_LENGTH));
    int kept = isLong ? MAX_LENGTH - CUT.length() : pointer.length();
    for (int i = 0; i < kept; i++) {
      char c = pointer.charAt(i);
      visible.append(c > ' ' && c < 0x7f ? c : '?');
    }
    return isLong ? visible.append(CUT).toString() : visible.toString();
  }
}
