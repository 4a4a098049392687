package io.sallyport.cli.enrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An enrolment as a compact JWS, which only the key that it names can have signed. */
final class EnrolmentCodec {
  /** The longest compact form, in characters. */
  static final int MAX_SIZE = 8192;

  private EnrolmentCodec() {}

  static String sign(SigningKey key, Enrolment enrolment) {
    ObjectNode json = StrictJson.object();
    json.put("iss", enrolment.person().id());
    json.put("aud", enrolment.environment().name());
    json.put("iat", enrolment.issuedAt().getEpochSecond());
    json.put("exp", enrolment.expiresAt().getEpochSecond());
    enrolment.person().identities().forEach(json.putArray("identities")::add);
    json.put("x", enrolment.key().text());
    return Jws.sign(key, Typ.ENROLMENT, StrictJson.write(json));
  }

  /** Reads a text whose signature is of the very key in it; empty when it is anything else. */
  static Optional<Enrolment> read(String jws, Instant now) {
    return claims(jws).filter(enrolment -> isSigned(jws, enrolment.key(), now));
  }

  private static boolean isSigned(String jws, Jwk key, Instant now) {
    List<PinnedKey> own = List.of(PinnedKey.active(key, Typ.ENROLMENT, Set.of()));
    return new JwsVerifier(own, Typ.ENROLMENT, "", MAX_SIZE).verify(jws, now)
        instanceof JwsVerifier.Result.Verified;
  }

  /** What it says, proven by nothing yet: the key to verify with is in it. */
  private static Optional<Enrolment> claims(String jws) {
    return jws.length() > MAX_SIZE
        ? Optional.empty()
        : Jws.claimed(jws).flatMap(StrictJson::read).flatMap(EnrolmentCodec::of);
  }

  private static Optional<Enrolment> of(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Jwk key = new Jwk(Bytes.of(Base64.getUrlDecoder().decode(fields.text("x"))));
      Enrolment enrolment =
          new Enrolment(
              new Person(fields.text("iss"), fields.texts("identities"), List.of(key)),
              new Environment(fields.text("aud")),
              key,
              fields.seconds("iat"),
              fields.seconds("exp"));
      fields.end();
      return Optional.of(enrolment);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
