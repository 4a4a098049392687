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
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Ed25519 keys: made, read from PKCS#8, and handed from one provider to the other. */
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
    return Provider.JDK.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  static PrivateKey privateKeyOfSeed(byte[] seed) {
    try {
      return Provider.JDK
          .keyFactory()
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("a seed of Ed25519 has 32 bytes", e);
    }
  }

  static PublicKey translate(PublicKey key, Provider provider) {
    try {
      KeyFactory factory = provider.keyFactory();
      return factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("the provider does not take this Ed25519 key", e);
    }
  }

  static PrivateKey translate(PrivateKey key, Provider provider) {
    try {
      KeyFactory factory = provider.keyFactory();
      return factory.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("the provider does not take this Ed25519 key", e);
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
