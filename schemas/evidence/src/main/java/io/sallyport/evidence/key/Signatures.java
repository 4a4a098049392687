package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Verifies one asymmetric signature, of 64 bytes unless it is RSA's. */
final class Signatures {
  private static final int SIZE = 64;
  private static final int RSA_SALT = 64;
  private static final String ES256 = "SHA256withECDSAinP1363Format";

  private Signatures() {}

  /** ECDSA on P-256 with SHA-256, {@code R || S} (RFC 7518, section 3.4). */
  static Signature es256() {
    try {
      return Signature.getInstance(ES256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 9 and later has " + ES256, e);
    }
  }

  /** RSASSA-PSS with SHA-512 and a salt as long as it (RFC 9421, section 3.3.1). */
  static Signature rsaPss() {
    try {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, RSA_SALT, 1));
      return signature;
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("every Java 11 and later has RSASSA-PSS", e);
    }
  }

  /** Whether {@code bytes} is the signature by {@code key}; what cannot be one is none. */
  static boolean hold(Signature signature, PublicKey key, Bytes prefix, byte[] body, Bytes bytes) {
    if (bytes.size() != SIZE && !(key instanceof RSAPublicKey)) {
      return false;
    }
    try {
      signature.initVerify(key);
      signature.update(prefix.view());
      signature.update(body);
      return signature.verify(bytes.toArray());
    } catch (SignatureException e) {
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was made for this algorithm", e);
    }
  }
}
