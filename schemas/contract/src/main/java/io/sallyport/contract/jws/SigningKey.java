package io.sallyport.contract.jws;

import java.security.PrivateKey;

/**
 * A private Ed25519 key for one purpose: in this process, or in the key store of a provider that
 * does not give it out. Safe for any thread.
 */
public final class SigningKey {
  private final PrivateKey key;
  private final Jwk jwk;
  private final String keyId;
  private final Signer signer;

  /** Whatever computes signatures with the key. */
  interface Signer {
    byte[] sign(byte[] message);
  }

  private SigningKey(PrivateKey key, Jwk jwk, Signer signer) {
    this.key = key;
    this.jwk = jwk;
    this.keyId = jwk.thumbprint();
    this.signer = signer;
  }

  /** A new key from the platform's secure random numbers. */
  public static SigningKey generate() {
    return from(Keys.generate().getPrivate());
  }

  /** The key of a 32-byte seed, the {@code d} of RFC 8037; for test vectors. */
  public static SigningKey ofSeed(byte[] seed, Provider provider) {
    return from(Keys.privateKeyOfSeed(seed), provider);
  }

  /**
   * A key that the platform holds; throws {@link IllegalArgumentException} when it is no Ed25519
   * key whose bytes can be read.
   */
  public static SigningKey from(PrivateKey key) {
    return from(key, Provider.fastest());
  }

  private static SigningKey from(PrivateKey key, Provider provider) {
    Jwk jwk = Keys.publicHalf(key);
    return new SigningKey(key, jwk, new PreparedSigner(key, provider::signature));
  }

  /** A key that a provider's key store holds; {@code jwk} is its public half, as somebody says. */
  static SigningKey stored(HeldKey.Opened held, Jwk jwk, StoredSigner.Limits limits) {
    Signer provider = new PreparedSigner(held.key(), held::signature);
    return new SigningKey(held.key(), jwk, new StoredSigner(provider, jwk.thumbprint(), limits));
  }

  /** The public half. */
  public Jwk jwk() {
    return jwk;
  }

  /** The {@code kid}: the RFC 7638 thumbprint of the public half. */
  public String keyId() {
    return keyId;
  }

  /** PKCS#8, for {@link KeyFile}. */
  byte[] encoded() {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalStateException("a key store keeps this key to itself");
    }
    return encoded;
  }

  byte[] sign(byte[] message) {
    return signer.sign(message);
  }

  /** The key id only. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId + "]";
  }
}
