package io.sallyport.evidence.message;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.text.StrictText;

/**
 * Reads the few structured fields (RFC 9651) that signatures need, in their canonical spelling
 * alone (section 4.1): a lenient reading would let two texts be one value. After the first thing
 * that does not fit, everything read is empty and {@link #isWhole} is false. Used by one thread.
 */
final class StructuredText {
  private static final int MAX_DIGITS = 11;

  private final String text;
  private int at;
  private boolean isFailed;

  StructuredText(String text) {
    this.text = text;
  }

  /** Whether all of it was read, and fitted. */
  boolean isWhole() {
    return !isFailed && at == text.length();
  }

  /** How much has been read. */
  int position() {
    return at;
  }

  /** Whether this stands next; if so, goes on behind it. */
  boolean skips(String literal) {
    boolean isThere = !isFailed && text.startsWith(literal, at);
    at += isThere ? literal.length() : 0;
    return isThere;
  }

  /** Goes on behind this, which must stand next. */
  void expect(String literal) {
    isFailed |= !skips(literal);
  }

  /** A key (section 3.1.2). */
  String key() {
    int start = at;
    while (at < text.length() && isKeyCharacter(text.charAt(at), at == start)) {
      at++;
    }
    isFailed |= at == start;
    return text.substring(start, at);
  }

  private static boolean isKeyCharacter(char c, boolean isFirst) {
    boolean begins = (c >= 'a' && c <= 'z') || c == '*';
    return begins || (!isFirst && ((c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0));
  }

  /** A string (section 3.3.3) of printable ASCII without a quote or backslash. */
  String string() {
    expect("\"");
    int end = isFailed ? -1 : text.indexOf('"', at);
    if (end < 0 || text.substring(at, end).chars().anyMatch(c -> c < ' ' || c > '~' || c == '\\')) {
      isFailed = true;
      return "";
    }
    String found = text.substring(at, end);
    at = end + 1;
    return found;
  }

  /** A time as an integer (section 3.3.1) that is positive. */
  long seconds() {
    int start = at;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    boolean isTime = digits.length() <= MAX_DIGITS && StrictText.seconds(digits).isPresent();
    isFailed |= !isTime;
    return isTime ? Long.parseLong(digits) : 0;
  }

  /** A byte sequence (section 3.3.5). */
  Bytes bytes() {
    expect(":");
    int end = isFailed ? -1 : text.indexOf(':', at);
    if (end < 0) {
      isFailed = true;
      return Bytes.of();
    }
    Bytes found = StrictText.base64(text.substring(at, end)).orElse(Bytes.of());
    isFailed |= found.size() == 0;
    at = end + 1;
    return found;
  }
}
