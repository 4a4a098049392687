package io.sallyport.contract.resolution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import java.util.Optional;

/** The claims of a resolution as JSON; nothing else is read. */
public final class ResolveCommandCodec {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 4 << 10;

  private static final String RESOLVE = "resolve";

  private ResolveCommandCodec() {}

  /** The compact JWS, signed with the operator's key. */
  public static String sign(SigningKey key, ResolveCommand command) {
    return Jws.sign(key, Typ.COMMAND, write(command));
  }

  /** The payload to sign. */
  static byte[] write(ResolveCommand command) {
    ObjectNode json = StrictJson.object();
    json.put("iss", command.operator());
    json.put("aud", command.audience());
    json.put("jti", command.id());
    json.put("iat", command.issuedAt().getEpochSecond());
    json.put("exp", command.expiresAt().getEpochSecond());
    json.put("command", RESOLVE);
    ObjectNode outcome = json.putObject("outcome");
    outcome.put("action", command.doubt().action().text());
    outcome.put("receipt", command.doubt().receipt());
    outcome.put("digest", command.doubt().digest().text());
    outcome.put("origin", command.doubt().origin().text());
    json.put("finding", command.word().finding().text());
    command.word().confirms().ifPresent(first -> json.put("confirms", first.text()));
    json.put("reason", command.reason());
    return StrictJson.write(json);
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a resolution. */
  public static Optional<ResolveCommand> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(ResolveCommandCodec::read);
  }

  private static Optional<ResolveCommand> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      ResolveCommand command =
          new ResolveCommand(
              fields.text("iss"),
              fields.text("aud"),
              fields.text("jti"),
              fields.seconds("iat"),
              fields.seconds("exp"),
              doubt(fields.object("outcome")),
              new Word(finding(fields), fields.optionalText("confirms").map(Digest::new)),
              fields.text("reason"));
      boolean isResolve = fields.text("command").equals(RESOLVE);
      fields.end();
      return isResolve ? Optional.of(command) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Doubt doubt(Fields outcome) throws Fields.Mismatch {
    Doubt doubt =
        new Doubt(
            new ActionId(outcome.text("action")),
            outcome.text("receipt"),
            new Digest(outcome.text("digest")),
            Origin.parse(outcome.text("origin")));
    outcome.end();
    return doubt;
  }

  private static Finding finding(Fields fields) throws Fields.Mismatch {
    return Finding.parse(fields.text("finding"))
        .orElseThrow(() -> new IllegalArgumentException("finding: performed or not-performed"));
  }
}
