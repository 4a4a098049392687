package io.sallyport.contract.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.Optional;

/**
 * What one maintainer signs: these files are this version of the bundle for that role. A compact
 * JWS of type {@code sallyport-bundle+jwt}.
 *
 * @param role {@code validator} or {@code executor}: neither passes for the other
 * @param version the digest of the files, and their version
 * @param signedAt when, whole seconds
 */
public record BundleSignature(String role, BundleVersion version, Instant signedAt) {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 2 << 10;

  /** Signs it. */
  public String sign(SigningKey key) {
    ObjectNode claims = StrictJson.object();
    claims.put("role", role);
    claims.put("bundle", version.digest().text());
    claims.put("version", version.number());
    claims.put("iat", signedAt.getEpochSecond());
    return Jws.sign(key, Typ.BUNDLE, StrictJson.write(claims));
  }

  /** What {@code jws} claims, whoever signed it: nothing here is verified. */
  public static Optional<BundleSignature> claimedBy(String jws) {
    return jws.length() > MAX_SIZE
        ? Optional.empty()
        : Jws.claimed(jws).flatMap(claims -> parse(Bytes.of(claims)));
  }

  /** Reads a signed payload; empty when it does not hold exactly these claims. */
  static Optional<BundleSignature> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(BundleSignature::read);
  }

  private static Optional<BundleSignature> read(ObjectNode claims) {
    Fields fields = Fields.of(claims);
    try {
      BundleVersion version =
          new BundleVersion(new Digest(fields.text("bundle")), fields.integer("version"));
      BundleSignature signature =
          new BundleSignature(
              fields.text("role"), version, Instant.ofEpochSecond(fields.integer("iat")));
      fields.end();
      return Optional.of(signature);
    } catch (Fields.Mismatch | IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }
}
