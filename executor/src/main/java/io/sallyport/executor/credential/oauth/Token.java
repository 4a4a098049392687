package io.sallyport.executor.credential.oauth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A token that was issued to this process, until it is wiped. Safe for any thread. */
final class Token {
  private final byte[] secret;
  private final String kind;

  /** A token of the kind {@code access_token} or {@code refresh_token}. */
  Token(String secret, String kind) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.kind = kind;
  }

  /** RFC 7009's {@code token_type_hint}. */
  String kind() {
    return kind;
  }

  synchronized byte[] copy() {
    return secret.clone();
  }

  synchronized String text() {
    return new String(secret, StandardCharsets.UTF_8);
  }

  synchronized void wipe() {
    Arrays.fill(secret, (byte) 0);
  }

  /** Its kind, never itself. */
  @Override
  public String toString() {
    return "Token[" + kind + "]";
  }
}
