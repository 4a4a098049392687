package io.sallyport.contract.id;

import java.util.Base64;

/**
 * What makes two arrivals the same delivery, derived from signed bytes.
 *
 * @param text 43 base64url characters: SHA-256("sallyport-dedupe-v1" 0 source 0 principal 0 basis 0
 *     value)
 */
public record DedupeId(String text) {
  private static final String DOMAIN = "sallyport-dedupe-v1";

  /** Which signed bytes the id is made from; the text stands in the digest. */
  public enum Basis {
    /** An id that the sender signed. */
    SIGNED_ID("signedId"),
    /** The SHA-256 of all signed bytes. */
    SIGNED_BYTES("signedBytes"),
    /** The caller's own idempotency key, where it is signed. */
    IDEMPOTENCY_KEY("idempotencyKey"),
    /** Nothing: topic, partition, offset, append time and digest of the record. */
    NONE("none");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** The name in a Source document. */
    public String text() {
      return text;
    }
  }

  /** Refuses any other form. */
  public DedupeId {
    Identity.check(text, "a dedupe id");
  }

  /** The id of {@code value}, as {@code principal} of {@code source} signed it. */
  public static DedupeId of(String source, String principal, Basis basis, byte[] value) {
    return new DedupeId(Identity.of(DOMAIN, value, source, principal, basis.text()));
  }

  /** The record key on the untrusted topic: the ASCII bytes of the text. */
  public byte[] key() {
    return Bytes.utf8(text).toArray();
  }

  /** The first 16 bytes of the digest, the key in the gate's memory of what it has seen. */
  public byte[] memoryKey() {
    byte[] key = new byte[16];
    System.arraycopy(Base64.getUrlDecoder().decode(text), 0, key, 0, key.length);
    return key;
  }
}
