package io.sallyport.evidence.form;

import java.util.Optional;

/** The names of HTTP headers as documents write them. */
public final class HeaderName {
  private static final int MAX_LENGTH = 64;

  private HeaderName() {}

  /** What is wrong with this name, if anything. */
  public static Optional<String> problem(String name) {
    boolean isToken = name.chars().allMatch(HeaderName::isTokenCharacter);
    return name.isEmpty() || name.length() > MAX_LENGTH || !isToken
        ? Optional.of("names are 1 to 64 of a-z, 0-9, '-', '_' and '.'")
        : Optional.empty();
  }

  private static boolean isTokenCharacter(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_'
        || character == '.';
  }
}
