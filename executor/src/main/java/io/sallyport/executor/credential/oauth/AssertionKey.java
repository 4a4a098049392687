package io.sallyport.executor.credential.oauth;

import io.sallyport.contract.json.JsonWriter;
import io.sallyport.executor.credential.SecretFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A private key that signs assertions: P-256 as {@code ES256} (RFC 7518), Ed25519 as {@code EdDSA}
 * (RFC 8037), the name that authorization servers know. Our own records are signed otherwise: by
 * the contract's keys, whose one header every verifier pins.
 */
final class AssertionKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int P256_BITS = 256;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey key;
  private final String algorithm;
  private final String signature;

  private AssertionKey(PrivateKey key, String algorithm, String signature) {
    this.key = key;
    this.algorithm = algorithm;
    this.signature = signature;
  }

  /** Reads PKCS#8 in PEM. */
  static AssertionKey parse(byte[] pem) throws SecretFile.Unfit {
    String text = new String(pem, StandardCharsets.US_ASCII).strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new SecretFile.Unfit("is not a PKCS#8 private key in PEM");
    }
    byte[] der = der(text.substring(BEGIN.length(), text.length() - END.length()));
    try {
      return of(read("EC", der).or(() -> read("Ed25519", der)));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static byte[] der(String base64) throws SecretFile.Unfit {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SecretFile.Unfit("is not a PKCS#8 private key in PEM");
    }
  }

  private static Optional<PrivateKey> read(String kind, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 15 and later has both", e);
    }
  }

  private static AssertionKey of(Optional<PrivateKey> key) throws SecretFile.Unfit {
    return switch (key.orElse(null)) {
      case ECPrivateKey ec when ec.getParams().getOrder().bitLength() == P256_BITS ->
          new AssertionKey(ec, "ES256", "SHA256withECDSAinP1363Format");
      case EdECPrivateKey edwards
          when edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
          new AssertionKey(edwards, "EdDSA", "Ed25519");
      case null, default -> throw new SecretFile.Unfit("holds no private key of Ed25519 or P-256");
    };
  }

  /** The compact JWS (RFC 7515) of these claims. */
  String sign(Optional<String> keyId, byte[] claims) {
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
