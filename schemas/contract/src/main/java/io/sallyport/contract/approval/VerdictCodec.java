package io.sallyport.contract.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.util.Optional;

/** The claims of a verdict as JSON; nothing else is read. */
public final class VerdictCodec {
  /** The longest compact form, in characters: eight of them leave a mandate room. */
  public static final int MAX_SIZE = 1312;

  private static final String ACTION = "action";
  private static final String REASON = "reason";

  private VerdictCodec() {}

  /** The compact JWS, signed with the person's key. */
  public static String sign(SigningKey key, Verdict verdict) {
    return Jws.sign(key, Typ.APPROVAL, write(verdict));
  }

  /** The payload to sign. */
  static byte[] write(Verdict verdict) {
    ObjectNode json = StrictJson.object();
    json.put("iss", verdict.person());
    json.put("aud", verdict.audience());
    json.put("iat", verdict.issuedAt().getEpochSecond());
    json.put("exp", verdict.expiresAt().getEpochSecond());
    verdict.action().ifPresent(action -> json.put(ACTION, action.text()));
    json.put("statement", verdict.statement().text());
    json.put("verdict", verdict.word().text());
    verdict.reason().ifPresent(reason -> json.put(REASON, reason));
    return StrictJson.write(json);
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a verdict. */
  public static Optional<Verdict> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(VerdictCodec::read);
  }

  private static Optional<Verdict> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Verdict verdict =
          new Verdict(
              fields.text("iss"),
              fields.text("aud"),
              fields.optionalText(ACTION).map(ActionId::new),
              new Digest(fields.text("statement")),
              Word.parse(fields.text("verdict")).orElseThrow(IllegalArgumentException::new),
              fields.optionalText(REASON),
              fields.seconds("iat"),
              fields.seconds("exp"));
      fields.end();
      return Optional.of(verdict);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
