package io.sallyport.cli.witness;

import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * A key of somebody who watches, and signs in other forms than JWS.
 *
 * @param key the private half
 * @param publicHalf the public half
 */
public record Ed25519Key(PrivateKey key, Jwk publicHalf) {

  /** Reads the key of {@code file}, which nobody but its owner may read. */
  public static Ed25519Key read(Path file) {
    PrivateKey key = KeyFile.readPlatformKey(file);
    return new Ed25519Key(key, SigningKey.from(key).jwk());
  }

  /** The 64 bytes. */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Provider.fastest().signature();
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 signs any bytes", e);
    }
  }

  /** Whether {@code signed} is that key's signature of a message. */
  public static boolean verifies(byte[] message, byte[] signed, Jwk key) {
    try {
      Signature signature = Provider.fastest().signature();
      signature.initVerify(key.publicKey());
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The key id only. */
  @Override
  public String toString() {
    return "Ed25519Key[" + publicHalf.thumbprint() + "]";
  }
}
