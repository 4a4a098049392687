package io.sallyport.evidence.key;

/** How senders sign bytes; SHA-1 is none of them. */
public enum SignatureAlgorithm {
  /** HMAC with SHA-256 (RFC 2104). */
  SHA256("HmacSHA256", 32),
  /** HMAC with SHA-512. */
  SHA512("HmacSHA512", 64),
  /** Ed25519 (RFC 8032). */
  ED25519("Ed25519", 64);

  private final String platformName;
  private final int size;

  SignatureAlgorithm(String platformName, int size) {
    this.platformName = platformName;
    this.size = size;
  }

  /** The name that the platform's providers know it by. */
  public String platformName() {
    return platformName;
  }

  /** The bytes of a signature. */
  public int size() {
    return size;
  }

  /** Whether both sides have one secret. */
  public boolean isHmac() {
    return this != ED25519;
  }
}
