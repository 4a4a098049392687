package io.sallyport.contract.jws;

import io.sallyport.contract.id.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Compact JWS serialisation (RFC 7515, section 7.1) with {@code alg} Ed25519 (RFC 9864). */
public final class Jws {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static final int PARTS = 3;

  private Jws() {}

  /** Signs {@code payload} as a record of kind {@code typ}. */
  public static String sign(SigningKey key, Typ typ, byte[] payload) {
    String input = header(key.keyId(), typ) + "." + BASE64.encodeToString(payload);
    byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + BASE64.encodeToString(signature);
  }

  /** What {@code jws} claims, whoever signed it; empty when it is no compact form. */
  public static Optional<byte[]> claimed(String jws) {
    String[] parts = jws.split("\\.", -1);
    try {
      return parts.length == PARTS
          ? Optional.of(Base64.getUrlDecoder().decode(parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The protected header of that key and kind, base64url: the only one that is accepted. */
  static String header(String keyId, Typ typ) {
    String json = "{\"alg\":\"Ed25519\",\"kid\":\"" + keyId + "\",\"typ\":\"" + typ.text() + "\"}";
    return BASE64.encodeToString(Bytes.utf8(json).toArray());
  }
}
