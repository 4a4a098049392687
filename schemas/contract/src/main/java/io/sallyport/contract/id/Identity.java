package io.sallyport.contract.id;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How ids are derived: base64url without padding of a SHA-256 over parts that are set apart. */
final class Identity {
  private static final int LENGTH = 43;

  private Identity() {}

  /** The id of a domain label and its texts, each ended by a zero byte except the last. */
  static String of(String domain, byte[] last, String... texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append(bytes, domain);
    for (String text : texts) {
      append(bytes, text);
    }
    bytes.writeBytes(last);
    byte[] digest = Digest.sha256(bytes.toByteArray());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static void append(ByteArrayOutputStream bytes, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a part of an id holds no U+0000");
    }
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
  }

  static void check(String text, String what) {
    if (!Base64Url.isForm(text, LENGTH, LENGTH)) {
      throw new IllegalArgumentException(what + " is 43 base64url characters");
    }
  }
}
