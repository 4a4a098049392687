package io.sallyport.executor.credential;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Private keys in PEM (RFC 7468), as far as the platform reads them. */
public final class PemKey {
  /** The label of PKCS#8. */
  public static final String PKCS8 = "PRIVATE KEY";

  private PemKey() {}

  /** What stands between the lines of that label; to be wiped by who asked for it. */
  public static Optional<byte[]> der(byte[] pem, String label) {
    String text = new String(pem, StandardCharsets.US_ASCII).strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (!text.startsWith(begin) || !text.endsWith(end)) {
      return Optional.empty();
    }
    try {
      String base64 = text.substring(begin.length(), text.length() - end.length());
      return Optional.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The key of that algorithm in PKCS#8; empty when there is none. */
  public static Optional<PrivateKey> read(String algorithm, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 15 and later has them", e);
    }
  }
}
