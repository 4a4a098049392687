package io.sallyport.contract.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest.
 *
 * @param text {@code sha256:} and 64 lower-case hexadecimal digits, the form used in records
 */
public record Digest(String text) {
  private static final String PREFIX = "sha256:";
  private static final int LENGTH = PREFIX.length() + 64;

  /** Refuses any other form. */
  public Digest {
    if (!isForm(text)) {
      throw new IllegalArgumentException("a digest is sha256: and 64 lower-case hex digits");
    }
  }

  /** The digest of {@code parts}, one after the other. */
  public static Digest of(byte[]... parts) {
    return ofHash(sha256(parts));
  }

  /** The digest of {@code content}, which is not copied for it. */
  public static Digest of(Bytes content) {
    MessageDigest digest = sha256();
    content.addTo(digest);
    return ofHash(digest.digest());
  }

  /** The digest whose 32 raw bytes these are. */
  public static Digest ofHash(byte[] hash) {
    return new Digest(PREFIX + HexFormat.of().formatHex(hash));
  }

  /** Reads the text form; empty when it is not one. */
  public static Optional<Digest> parse(String text) {
    return isForm(text) ? Optional.of(new Digest(text)) : Optional.empty();
  }

  /** The 32 raw bytes of the SHA-256 of {@code parts}, one after the other. */
  public static byte[] sha256(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** The 32 raw bytes. */
  public byte[] toArray() {
    return HexFormat.of().parseHex(text, PREFIX.length(), text.length());
  }

  /** The 64 hexadecimal digits. */
  public String hex() {
    return text.substring(PREFIX.length());
  }

  private static boolean isForm(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
