package io.sallyport.contract.id;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names that nobody else draws: 128 random bits as 32 hexadecimal digits, so that one can be an
 * argument of a command, too.
 */
public final class RandomId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private RandomId() {}

  /** The next one; for any thread. */
  public static String next() {
    byte[] drawn = new byte[BYTES];
    RANDOM.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
