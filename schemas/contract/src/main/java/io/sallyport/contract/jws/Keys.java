package io.sallyport.contract.jws;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** Ed25519 keys of the JDK: made, and read from PKCS#8, a seed or a point. */
final class Keys {
  private Keys() {}

  static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance(Provider.ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 15 and later has Ed25519", e);
    }
  }

  static PrivateKey privateKey(byte[] pkcs8) throws InvalidKeySpecException {
    return factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  static PublicKey publicKey(EdECPoint point) throws InvalidKeySpecException {
    return factory().generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  static PrivateKey privateKeyOfSeed(byte[] seed) {
    try {
      return factory().generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("a seed of Ed25519 has 32 bytes", e);
    }
  }

  private static KeyFactory factory() {
    try {
      return KeyFactory.getInstance(Provider.ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 15 and later has Ed25519", e);
    }
  }

  /** The public half, computed by the platform: a seed alone names its public key. */
  static Jwk publicHalf(PrivateKey key) {
    if (!(key instanceof EdECPrivateKey edwards) || edwards.getBytes().isEmpty()) {
      throw new IllegalArgumentException("not an Ed25519 private key");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(Provider.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(edwards.getBytes().get()));
      return Jwk.from((EdECPublicKey) generator.generateKeyPair().getPublic());
    } catch (NoSuchAlgorithmException | java.security.InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("every Java 15 and later has Ed25519", e);
    }
  }

  static void initSign(java.security.Signature signature, PrivateKey key) {
    try {
      signature.initSign(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was made for this provider", e);
    }
  }

  static void initVerify(java.security.Signature signature, PublicKey key) {
    try {
      signature.initVerify(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was made for this provider", e);
    }
  }
}
