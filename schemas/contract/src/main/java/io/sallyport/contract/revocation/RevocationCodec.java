package io.sallyport.contract.revocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.revocation.Revocation.Order;
import java.util.Optional;

/** The claims of a revocation or its lifting as JSON; nothing else is read. */
public final class RevocationCodec {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 4 << 10;

  private static final String REVOKES = "revokes";
  private static final String LIFTS = "lifts";

  private RevocationCodec() {}

  /** The compact JWS, signed with the operator's key. */
  public static String sign(SigningKey key, Revocation revocation) {
    return Jws.sign(key, Typ.REVOCATION, write(revocation));
  }

  /** The payload to sign. */
  static byte[] write(Revocation revocation) {
    ObjectNode json = StrictJson.object();
    json.put("iss", revocation.operator());
    json.put("aud", revocation.environment());
    json.put("jti", revocation.id());
    json.put("iat", revocation.issuedAt().getEpochSecond());
    switch (revocation.order()) {
      case Order.Revoke(Target target) -> json.put(REVOKES, target.text());
      case Order.Lift(String id) -> json.put(LIFTS, id);
    }
    json.put("reason", revocation.reason());
    return StrictJson.write(json);
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of one of the two. */
  public static Optional<Revocation> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(RevocationCodec::read);
  }

  private static Optional<Revocation> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Revocation revocation =
          new Revocation(
              fields.text("iss"),
              fields.text("aud"),
              fields.text("jti"),
              fields.seconds("iat"),
              order(fields),
              fields.text("reason"));
      fields.end();
      return Optional.of(revocation);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Order order(Fields fields) throws Fields.Mismatch {
    if (fields.has(LIFTS)) {
      return new Order.Lift(fields.text(LIFTS));
    }
    return new Order.Revoke(
        Target.parse(fields.text(REVOKES))
            .orElseThrow(() -> new IllegalArgumentException("revokes: no target")));
  }
}
