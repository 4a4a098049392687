package io.sallyport.executor.credential.token;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A token that was issued to this process, until it is wiped. Safe for any thread. */
public final class Token {
  /** The longest token. */
  public static final int MAX_LENGTH = 8 << 10;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  private final byte[] secret;
  private final String kind;

  /** A token of a kind that its issuer knows, such as {@code access_token}. */
  public Token(String secret, String kind) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.kind = kind;
  }

  /** Whether it can be lent: printable ASCII without spaces, of at most 8 KiB. */
  public static boolean canBe(String secret) {
    return secret.length() <= MAX_LENGTH && PRINTABLE.matches(secret);
  }

  /** What it is, to its issuer. */
  public String kind() {
    return kind;
  }

  synchronized byte[] copy() {
    return secret.clone();
  }

  /** The token itself. */
  public synchronized String text() {
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
