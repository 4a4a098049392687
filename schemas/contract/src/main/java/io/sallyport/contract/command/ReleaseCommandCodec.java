package io.sallyport.contract.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.command.ReleaseCommand.Released;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.util.Optional;

/** The claims of a release as JSON; nothing else is read. */
public final class ReleaseCommandCodec {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 4 << 10;

  private static final String RELEASE = "release";

  private ReleaseCommandCodec() {}

  /** The compact JWS, signed with the operator's key. */
  public static String sign(SigningKey key, ReleaseCommand command) {
    return Jws.sign(key, Typ.COMMAND, write(command));
  }

  /** The payload to sign. */
  static byte[] write(ReleaseCommand command) {
    ObjectNode json = StrictJson.object();
    json.put("iss", command.operator());
    json.put("aud", command.audience());
    json.put("jti", command.id());
    json.put("iat", command.issuedAt().getEpochSecond());
    json.put("exp", command.expiresAt().getEpochSecond());
    json.put("command", RELEASE);
    ObjectNode receipt = json.putObject("receipt");
    receipt.put("id", command.receipt().id());
    receipt.put("digest", command.receipt().digest().text());
    json.put("digest", command.body().text());
    json.put("reason", command.reason());
    return StrictJson.write(json);
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a release. */
  public static Optional<ReleaseCommand> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(ReleaseCommandCodec::read);
  }

  private static Optional<ReleaseCommand> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Fields receipt = fields.object("receipt");
      ReleaseCommand command =
          new ReleaseCommand(
              fields.text("iss"),
              fields.text("aud"),
              fields.text("jti"),
              fields.seconds("iat"),
              fields.seconds("exp"),
              new Released(receipt.text("id"), new Digest(receipt.text("digest"))),
              new Digest(fields.text("digest")),
              fields.text("reason"));
      boolean isRelease = fields.text("command").equals(RELEASE);
      receipt.end();
      fields.end();
      return isRelease ? Optional.of(command) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
