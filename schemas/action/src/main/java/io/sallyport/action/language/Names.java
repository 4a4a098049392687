package io.sallyport.action.language;

import com.google.re2j.Pattern;
import io.sallyport.action.source.Limits;

/** The names that a schema may use: ASCII, so that no two of them look alike. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NAMESPACE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");

  private Names() {}

  static boolean isName(String text) {
    return text.length() <= Limits.NAME_LENGTH && NAME.matches(text);
  }

  static boolean isNamespace(String text) {
    return text.length() <= Limits.NAME_LENGTH && NAMESPACE.matches(text);
  }
}
