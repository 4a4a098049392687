package io.sallyport.contract.mandate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Mandate.Decided;
import io.sallyport.contract.mandate.Mandate.Evidence;
import io.sallyport.contract.mandate.Mandate.Grant;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The claims of a mandate as JSON (RFC 7519, with authorization_details of RFC 9396). */
public final class MandateCodec {
  private static final String DETAIL_TYPE = "sallyport_action";
  private static final String HOLD = "hold";
  private static final String DESK = "desk";

  private MandateCodec() {}

  /** The payload to sign. */
  public static byte[] write(Mandate mandate) {
    return JsonWriter.write(json -> write(json, mandate));
  }

  /** Writes the claims as members of an object. */
  public static void write(JsonWriter json, Mandate mandate) {
    Parties parties = mandate.parties();
    Validity validity = mandate.validity();
    json.put("iss", parties.issuer())
        .put("aud", parties.audience())
        .put("jti", mandate.id().text())
        .put("sub", parties.subject())
        .put("sid", parties.session())
        .put("iat", validity.issuedAt().getEpochSecond())
        .put("nbf", validity.notBefore().getEpochSecond())
        .put("exp", validity.expiresAt().getEpochSecond())
        .putObject("act", actor -> actor.put("sub", parties.actor()))
        .putObjects("authorization_details", List.of(mandate.grant()), MandateCodec::writeGrant)
        .putObject("decision", decision -> writeDecision(decision, mandate.decision()))
        .putObject("evidence", evidence -> writeEvidence(evidence, mandate.evidence()))
        .putTexts("approvals", mandate.approvals());
    mandate.hold().ifPresent(hold -> json.putObject(HOLD, hold::write));
  }

  private static void writeGrant(JsonWriter json, Grant grant) {
    json.put("type", DETAIL_TYPE)
        .put("action", grant.action())
        .put("effect", grant.effect().text())
        .put("fingerprint", grant.fingerprint().text())
        .put("topic", grant.topic())
        .put("partition", grant.partition())
        .put("key", Base64.getUrlEncoder().withoutPadding().encodeToString(grant.key().toArray()))
        .put("digest", grant.digest().text());
  }

  private static void writeDecision(JsonWriter json, Decided decision) {
    json.put("result", decision.result())
        .put("rule", decision.rule())
        .putTexts("policy", decision.policy())
        .put("bundle", decision.bundle().text());
    decision.receipt().ifPresent(named -> named.write("receipt", json::put));
    Modification.write(json, decision.modified());
    json.put(DESK, decision.desk().map(DeskKey::text));
  }

  private static void writeEvidence(JsonWriter json, Evidence evidence) {
    json.put("source", evidence.source())
        .put("assurance", evidence.assurance().text())
        .put("origin", evidence.origin().text())
        .put("digest", evidence.digest().text())
        .put("received", evidence.received().getEpochSecond())
        .put("principal", evidence.principal());
    Delegation.write(json, evidence.delegation());
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a mandate. */
  public static Optional<Mandate> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(MandateCodec::read);
  }

  private static Optional<Mandate> read(ObjectNode json) {
    try {
      return Optional.of(read(Fields.of(json)));
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads exactly the claims; throws as {@link Fields} does, and {@link IllegalArgumentException}.
   */
  public static Mandate read(Fields fields) throws Fields.Mismatch {
    Fields actor = fields.object("act");
    Mandate mandate =
        new Mandate(
            readParties(fields, actor),
            new ActionId(fields.text("jti")),
            readValidity(fields),
            readGrant(fields.objects("authorization_details")),
            readDecision(fields.object("decision")),
            readEvidence(fields.object("evidence")),
            fields.texts("approvals"),
            fields.has(HOLD) ? Optional.of(readHold(fields.object(HOLD))) : Optional.empty());
    actor.end();
    fields.end();
    return mandate;
  }

  private static Parties readParties(Fields fields, Fields actor) throws Fields.Mismatch {
    return new Parties(
        fields.text("iss"),
        fields.text("aud"),
        fields.text("sub"),
        fields.optionalText("sid"),
        actor.text("sub"));
  }

  private static Validity readValidity(Fields fields) throws Fields.Mismatch {
    return new Validity(fields.seconds("iat"), fields.seconds("nbf"), fields.seconds("exp"));
  }

  private static Grant readGrant(List<Fields> details) throws Fields.Mismatch {
    if (details.size() != 1 || !details.getFirst().text("type").equals(DETAIL_TYPE)) {
      throw new IllegalArgumentException("a mandate grants exactly one action");
    }
    Fields fields = details.getFirst();
    Grant grant =
        new Grant(
            fields.text("action"),
            Effect.parse(fields.text("effect")).orElseThrow(MandateCodec::unknownWord),
            new Digest(fields.text("fingerprint")),
            fields.text("topic"),
            fields.count("partition"),
            Bytes.of(Base64.getUrlDecoder().decode(fields.text("key"))),
            new Digest(fields.text("digest")));
    fields.end();
    return grant;
  }

  private static Decided readDecision(Fields fields) throws Fields.Mismatch {
    Decided decision =
        new Decided(
            fields.text("result"),
            fields.text("rule"),
            fields.texts("policy"),
            new Digest(fields.text("bundle")),
            NamedReceipt.read("receipt", fields),
            Modification.read(fields),
            fields.optionalText(DESK).map(DeskKey::new));
    fields.end();
    return decision;
  }

  private static Evidence readEvidence(Fields fields) throws Fields.Mismatch {
    Evidence evidence =
        new Evidence(
            fields.text("source"),
            Assurance.parse(fields.text("assurance")).orElseThrow(MandateCodec::unknownWord),
            Origin.parse(fields.text("origin")),
            new Digest(fields.text("digest")),
            fields.seconds("received"),
            fields.optionalText("principal"),
            Delegation.read(fields));
    fields.end();
    return evidence;
  }

  private static Hold readHold(Fields fields) throws Fields.Mismatch {
    Hold hold = Hold.read(fields);
    fields.end();
    return hold;
  }

  private static IllegalArgumentException unknownWord() {
    return new IllegalArgumentException("an unknown word");
  }
}
