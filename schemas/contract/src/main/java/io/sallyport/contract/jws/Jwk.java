package io.sallyport.contract.jws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.Optional;

/**
 * A public Ed25519 key as a JSON Web Key (RFC 8037, section 2).
 *
 * @param x the 32 bytes of the key
 */
public record Jwk(Bytes x) {
  private static final int SIZE = 32;

  /** Refuses another size, and what nobody or everybody can sign with. */
  public Jwk {
    if (x.size() != SIZE || !EdwardsPoint.isKey(point(x).getY())) {
      throw new IllegalArgumentException("an Ed25519 public key is 32 bytes, a point of its curve");
    }
  }

  /** Reads the JSON form: exactly kty OKP, crv Ed25519 and x; kid, use and alg may stand there. */
  public static Optional<Jwk> parse(byte[] json) {
    return StrictJson.read(json).flatMap(Jwk::from);
  }

  private static Optional<Jwk> from(ObjectNode object) {
    object.remove("kid");
    object.remove("use");
    object.remove("alg");
    try {
      Fields fields = Fields.of(object);
      boolean known = fields.text("kty").equals("OKP") && fields.text("crv").equals("Ed25519");
      byte[] x = Base64.getUrlDecoder().decode(fields.text("x"));
      fields.end();
      return known ? Optional.of(new Jwk(Bytes.of(x))) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The JWK of a key that the platform holds. */
  public static Jwk from(EdECPublicKey key) {
    byte[] big = key.getPoint().getY().toByteArray();
    byte[] x = new byte[SIZE];
    for (int i = 0; i < Math.min(SIZE, big.length); i++) {
      x[i] = big[big.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      x[SIZE - 1] |= (byte) 0x80;
    }
    return new Jwk(Bytes.of(x));
  }

  /** The key as the platform's object. */
  public PublicKey publicKey() {
    try {
      return Keys.publicKey(point(x));
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException("the point was looked at", e);
    }
  }

  private static EdECPoint point(Bytes x) {
    byte[] little = x.toArray();
    boolean odd = (little[SIZE - 1] & 0x80) != 0;
    little[SIZE - 1] &= 0x7f;
    byte[] big = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      big[i] = little[SIZE - 1 - i];
    }
    return new EdECPoint(odd, new BigInteger(1, big));
  }

  /** The members that RFC 7638 requires, in its order, without white space. */
  public String canonical() {
    return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + text() + "\"}";
  }

  /** The member {@code x}: the key, base64url. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(x.toArray());
  }

  /** The RFC 7638 thumbprint, base64url. */
  public String thumbprint() {
    byte[] digest = Digest.sha256(Bytes.utf8(canonical()).toArray());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}
