package io.sallyport.executor.handler;

import java.nio.charset.StandardCharsets;

/** Values between literals of a template (RFC 6570, level 1). */
public final class PercentEncoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private PercentEncoding() {}

  /** The value's UTF-8, with all but unreserved characters (RFC 3986, section 2.3) encoded. */
  public static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char octet = (char) Byte.toUnsignedInt(each);
      if (UNRESERVED.indexOf(octet) >= 0) {
        encoded.append(octet);
      } else {
        encoded.append(String.format("%%%02X", (int) octet));
      }
    }
    return encoded.toString();
  }
}
