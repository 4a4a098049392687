package io.sallyport.evidence.message;

import io.sallyport.contract.id.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code Content-Digest} says of a body (RFC 9530): its SHA-256, its SHA-512, or both, and no
 * other digest.
 *
 * @param digests by their names, at least one
 */
public record ContentDigest(Map<String, Bytes> digests) {
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

  /** Copies the digests. */
  public ContentDigest {
    digests = Map.copyOf(digests);
  }

  /** Reads the field's value; empty if it is anything else. */
  public static Optional<ContentDigest> parse(String value) {
    StructuredText text = new StructuredText(value);
    Map<String, Bytes> digests = new LinkedHashMap<>();
    boolean isKnown = true;
    do {
      String name = text.key();
      text.expect("=");
      isKnown &= ALGORITHMS.containsKey(name) && digests.put(name, text.bytes()) == null;
    } while (isKnown && text.skips(", "));
    return isKnown && text.isWhole() ? Optional.of(new ContentDigest(digests)) : Optional.empty();
  }

  /** The field's value with the SHA-256 of a body. */
  public static String sha256(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest("sha-256", body)) + ":";
  }

  /** Whether each digest is the body's. */
  public boolean isOf(byte[] body) {
    return digests.entrySet().stream()
        .allMatch(each -> each.getValue().sameAs(digest(each.getKey(), body)));
  }

  private static byte[] digest(String name, byte[] body) {
    try {
      return MessageDigest.getInstance(ALGORITHMS.getOrDefault(name, name)).digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }
}
