package io.sallyport.action.shape;

import java.net.InetAddress;
import java.util.Arrays;

/** What a format asks beyond its pattern; each method is given text that the pattern admits. */
final class Beyond {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_HOST = 253;

  private Beyond() {}

  static boolean nothing(String text) {
    return true;
  }

  static boolean isDate(String text) {
    return Rfc3339.date(text).isPresent();
  }

  static boolean isDateTime(String text) {
    return Rfc3339.instant(text).isPresent();
  }

  /** Not {@code HEAD}, and no part is a lock file's name. */
  static boolean isRef(String text) {
    return !text.equals("HEAD")
        && Arrays.stream(text.split("/")).noneMatch(part -> part.endsWith(".lock"));
  }

  /** A prefix that is no longer than the address, and no bit set behind it. */
  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix > address.length * Byte.SIZE || isMapped(text, address)) {
      return false;
    }
    for (int bit = prefix; bit < address.length * Byte.SIZE; bit++) {
      if ((address[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** IPv4 written as IPv6, which the platform reads as IPv4. */
  private static boolean isMapped(String text, byte[] address) {
    return address.length == 4 && text.indexOf(':') >= 0;
  }

  /** A host and port within their bounds, and no segment of dots, encoded or not. */
  static boolean isPlainUri(String text) {
    String rest = text.substring("https://".length());
    int query = rest.indexOf('?');
    String[] parts = (query < 0 ? rest : rest.substring(0, query)).split("/", -1);
    int colon = parts[0].indexOf(':');
    String host = colon < 0 ? parts[0] : parts[0].substring(0, colon);
    boolean port = colon < 0 || Integer.parseInt(parts[0].substring(colon + 1)) <= MAX_PORT;
    return port
        && host.length() <= MAX_HOST
        && Arrays.stream(parts).skip(1).noneMatch(Beyond::isDots);
  }

  private static boolean isDots(String segment) {
    String plain = segment.replace("%2e", ".").replace("%2E", ".");
    return plain.equals(".") || plain.equals("..");
  }
}
