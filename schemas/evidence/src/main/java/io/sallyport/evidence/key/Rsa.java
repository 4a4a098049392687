package io.sallyport.evidence.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.Fields;
import io.sallyport.evidence.text.StrictText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.Optional;

/** Public RSA keys of 2048 to 4096 bits as JWK (RFC 7518, section 6.3). */
final class Rsa {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 4096;
  private static final BigInteger USUAL_EXPONENT = BigInteger.valueOf(65_537);

  private Rsa() {}

  /** The key; empty when a member is missing or unknown, or its size or exponent is unusual. */
  static Optional<PublicKey> parse(ObjectNode object) {
    ObjectNode members = object.deepCopy();
    members.remove(List.of("kid", "use", "alg"));
    try {
      Fields fields = Fields.of(members);
      boolean isKnown = fields.text("kty").equals("RSA");
      Optional<BigInteger> modulus = number(fields.text("n"));
      Optional<BigInteger> exponent = number(fields.text("e")).filter(USUAL_EXPONENT::equals);
      fields.end();
      return modulus
          .filter(n -> isKnown && n.bitLength() >= MIN_BITS && n.bitLength() <= MAX_BITS)
          .flatMap(n -> exponent.map(e -> key(n, e)));
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> number(String text) {
    return StrictText.base64Url(text).map(bytes -> new BigInteger(1, bytes.toArray()));
  }

  private static PublicKey key(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
