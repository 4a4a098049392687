package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Verifies one asymmetric signature of 64 bytes. */
final class Signatures {
  private static final int SIZE = 64;
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

  /** Whether {@code bytes} is the signature by {@code key}; what cannot be one is none. */
  static boolean hold(Signature signature, PublicKey key, Bytes prefix, byte[] body, Bytes bytes) {
    if (bytes.size() != SIZE) {
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
