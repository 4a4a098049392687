package io.sallyport.evidence.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.evidence.text.StrictText;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.List;
import java.util.Optional;

/** Public keys on the curve P-256 as JWK (RFC 7518, section 6.2). */
final class P256 {
  private static final int SIZE = 32;
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /** The key; empty when a member is missing or unknown, or the point is not one of the curve. */
  static Optional<PublicKey> parse(ObjectNode object) {
    ObjectNode members = object.deepCopy();
    members.remove(List.of("kid", "use", "alg", "sub"));
    try {
      Fields fields = Fields.of(members);
      boolean isKnown = fields.text("kty").equals("EC") && fields.text("crv").equals("P-256");
      Optional<BigInteger> x = coordinate(fields.text("x"));
      Optional<BigInteger> y = coordinate(fields.text("y"));
      fields.end();
      return isKnown && x.isPresent() && y.isPresent() ? key(x.get(), y.get()) : Optional.empty();
    } catch (Fields.Mismatch e) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> coordinate(String text) {
    return StrictText.base64Url(text)
        .filter(bytes -> bytes.size() == SIZE)
        .map(Bytes::toArray)
        .map(bytes -> new BigInteger(1, bytes));
  }

  private static Optional<PublicKey> key(BigInteger x, BigInteger y) {
    if (!isOnCurve(x, y)) {
      return Optional.empty();
    }
    try {
      ECPublicKeySpec spec = new ECPublicKeySpec(new ECPoint(x, y), CURVE);
      return Optional.of(KeyFactory.getInstance("EC").generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  private static boolean isOnCurve(BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger right =
        x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
