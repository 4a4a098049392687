package io.sallyport.contract.id;

/** Text of the 64 characters of RFC 4648, section 5. */
public final class Base64Url {
  private Base64Url() {}

  /** Whether {@code text} is {@code least} to {@code most} of them. */
  public static boolean isForm(String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isLetter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
