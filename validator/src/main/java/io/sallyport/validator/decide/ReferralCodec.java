package io.sallyport.validator.decide;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.validator.session.SessionClaim;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The one form of a referral in bytes: the value of a record of {@code .desk}. */
public final class ReferralCodec {
  /** The longest form: a body in base64url, and what stands beside it. */
  public static final int MAX_SIZE = 66 << 10;

  private static final String VERSION = "sallyport-referral-v1";
  private static final String SESSION = "session";

  private ReferralCodec() {}

  /** The value to write. */
  public static byte[] write(Referral referral) {
    return JsonWriter.write(json ->
        write(json, referral)
            .put("received", referral.received().toEpochMilli())
            .put("body", base64(referral.body())));
  }

  /** Reads a value; empty when the bytes are not exactly what {@link #write} makes of it. */
  public static Optional<Referral> parse(Bytes value) {
    if (value.size() > MAX_SIZE) {
      return Optional.empty();
    }
    return StrictJson.read(value.toArray())
        .flatMap(ReferralCodec::read)
        .filter(referral -> value.equals(Bytes.of(write(referral))));
  }

  private static Optional<Referral> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      boolean isReferral = fields.text("referral").equals(VERSION);
      Referral referral =
          new Referral(
              new DeskKey(fields.text("key")),
              fields.text("requester"),
              session(fields),
              Instant.ofEpochMilli(fields.integer("received")),
              Bytes.of(Base64.getUrlDecoder().decode(fields.text("body"))));
      fields.end();
      return isReferral ? Optional.of(referral) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonWriter write(JsonWriter json, Referral referral) {
    json.put("referral", VERSION)
        .put("key", referral.key().text())
        .put("requester", referral.requester());
    referral.session().ifPresent(claim -> json.putObject(SESSION, member -> write(member, claim)));
    return json;
  }

  private static void write(JsonWriter json, SessionClaim claim) {
    json.put("id", claim.id().text())
        .put("started", claim.started().toEpochMilli())
        .put("intent", claim.intent());
  }

  private static Optional<SessionClaim> session(Fields fields) throws Fields.Mismatch {
    if (!fields.has(SESSION)) {
      return Optional.empty();
    }
    Fields member = fields.object(SESSION);
    SessionClaim claim =
        new SessionClaim(
            new SessionId(member.text("id")),
            Instant.ofEpochMilli(member.integer("started")),
            member.optionalText("intent"));
    member.end();
    return Optional.of(claim);
  }

  private static String base64(Bytes value) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value.toArray());
  }
}
