package io.sallyport.executor.credential.token;

import io.sallyport.contract.json.JsonWriter;
import io.sallyport.executor.credential.PemKey;
import io.sallyport.executor.credential.SecretFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A private key that signs assertions: P-256 as {@code ES256} (RFC 7518), Ed25519 as {@code EdDSA}
 * (RFC 8037), the name that authorization servers know, or RSA as {@code RS256}. Our own records
 * are signed otherwise: by the contract's keys, whose one header every verifier pins.
 */
public final class AssertionKey {
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final int P256_BITS = 256;
  private static final int MIN_RSA_BITS = 2048;
  private static final int DER_HEAD = 4;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** PKCS#8's version, and rsaEncryption with NULL as its algorithm (RFC 5208, RFC 8017). */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

  private final PrivateKey key;
  private final String algorithm;
  private final String signature;

  private AssertionKey(PrivateKey key, String algorithm, String signature) {
    this.key = key;
    this.algorithm = algorithm;
    this.signature = signature;
  }

  /** Reads Ed25519 or P-256, PKCS#8 in PEM. */
  public static AssertionKey parse(byte[] pem) throws SecretFile.Unfit {
    byte[] der =
        PemKey.der(pem, PemKey.PKCS8)
            .orElseThrow(() -> new SecretFile.Unfit("is not a PKCS#8 private key in PEM"));
    try {
      return switch (PemKey.read("EC", der).or(() -> PemKey.read("Ed25519", der)).orElse(null)) {
        case ECPrivateKey ec when ec.getParams().getOrder().bitLength() == P256_BITS ->
            new AssertionKey(ec, "ES256", "SHA256withECDSAinP1363Format");
        case EdECPrivateKey edwards
            when edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
            new AssertionKey(edwards, "EdDSA", "Ed25519");
        case null, default ->
            throw new SecretFile.Unfit("holds no private key of Ed25519 or P-256");
      };
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** Reads RSA of 2048 bits or more, PKCS#1 or PKCS#8 in PEM. */
  public static AssertionKey parseRsa(byte[] pem) throws SecretFile.Unfit {
    byte[] der =
        PemKey.der(pem, PemKey.PKCS8)
            .or(() -> PemKey.der(pem, PKCS1).map(AssertionKey::wrap))
            .orElseThrow(
                () -> new SecretFile.Unfit("is not an RSA private key in PEM, PKCS#1 or PKCS#8"));
    try {
      if (PemKey.read("RSA", der).orElse(null) instanceof RSAPrivateKey rsa
          && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
        return new AssertionKey(rsa, "RS256", "SHA256withRSA");
      }
      throw new SecretFile.Unfit("holds no RSA private key of 2048 bits or more");
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** A PKCS#1 key as PKCS#8, the only form that Java reads; wipes what it was given. */
  private static byte[] wrap(byte[] pkcs1) {
    ByteBuffer whole = ByteBuffer.allocate(2 * DER_HEAD + RSA_HEAD.length + pkcs1.length);
    whole.put(head(0x30, DER_HEAD + RSA_HEAD.length + pkcs1.length)).put(RSA_HEAD);
    whole.put(head(0x04, pkcs1.length)).put(pkcs1);
    Arrays.fill(pkcs1, (byte) 0);
    return whole.array();
  }

  /** A DER tag with a length of two bytes, which every key of the least size has. */
  private static byte[] head(int tag, int length) {
    return new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
  }

  /** The compact JWS (RFC 7515) of these claims. */
  public String sign(Optional<String> keyId, byte[] claims) {
    byte[] header =
        JsonWriter.write(json -> json.put("alg", algorithm).put("kid", keyId).put("typ", "JWT"));
    String input = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
    try {
      Signature signer = Signature.getInstance(signature);
      signer.initSign(key);
      signer.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + BASE64.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was made for this algorithm", e);
    }
  }

  /** The algorithm, never the key. */
  @Override
  public String toString() {
    return "AssertionKey[" + algorithm + "]";
  }
}
