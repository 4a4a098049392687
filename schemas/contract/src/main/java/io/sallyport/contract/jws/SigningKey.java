package io.sallyport.contract.jws;

import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A private Ed25519 key for one purpose. Safe for any thread: each signature has an object of its
 * own, which is kept for the next one, since preparing it costs as much as signing.
 */
public final class SigningKey {
  private static final int MAX_PREPARED = 4;

  private final PrivateKey key;
  private final Jwk jwk;
  private final String keyId;
  private final Provider provider;
  private final Queue<Signature> prepared = new ArrayBlockingQueue<>(MAX_PREPARED);

  private SigningKey(PrivateKey key, Jwk jwk, Provider provider) {
    this.key = key;
    this.jwk = jwk;
    this.keyId = jwk.thumbprint();
    this.provider = provider;
  }

  /** A new key from the platform's secure random numbers. */
  public static SigningKey generate() {
    return from(Keys.generate().getPrivate());
  }

  /** The key of a 32-byte seed, the {@code d} of RFC 8037; for test vectors. */
  public static SigningKey ofSeed(byte[] seed, Provider provider) {
    PrivateKey key = Keys.privateKeyOfSeed(seed);
    return new SigningKey(key, Keys.publicHalf(key), provider);
  }

  /**
   * A key that the platform holds; throws {@link IllegalArgumentException} when it is no Ed25519
   * key whose bytes can be read.
   */
  public static SigningKey from(PrivateKey key) {
    return new SigningKey(key, Keys.publicHalf(key), Provider.fastest());
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
    return key.getEncoded();
  }

  byte[] sign(byte[] message) {
    Signature signature = prepared.poll();
    if (signature == null) {
      signature = provider.signature();
      Keys.initSign(signature, key);
    }
    try {
      signature.update(message);
      byte[] signed = signature.sign();
      prepared.offer(signature);
      return signed;
    } catch (SignatureException e) {
      throw new IllegalStateException("Ed25519 signs any bytes", e);
    }
  }

  /** The key id only. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId + "]";
  }
}
