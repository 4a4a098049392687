package io.sallyport.validator.session;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one form in bytes of what is remembered of a session: kept, and covered by digests. */
final class SessionCodec {
  private static final String ACTION = "action";

  private SessionCodec() {}

  static byte[] write(Session.Opened opened) {
    SessionClaim claim = opened.claim();
    return JsonWriter.write(json ->
        json.put("session", claim.id().text())
            .put("owner", opened.owner().text())
            .put("started", claim.started().toEpochMilli())
            .put("intent", claim.intent())
            .put("opened", opened.at().toEpochMilli())
            .put("lifetime", opened.lifetime().toMillis()));
  }

  static byte[] write(Entry entry) {
    return switch (entry) {
      case Entry.Decided decided -> write(decided);
      case Entry.Told told ->
          JsonWriter.write(json ->
              json.put("at", told.at().toEpochMilli())
                  .put("id", told.id().text())
                  .put("decision", told.decision())
                  .put("outcome", told.result().name()));
    };
  }

  private static byte[] write(Entry.Decided decided) {
    ReceiptBody.Action action = decided.action();
    return JsonWriter.write(json ->
        json.put("at", decided.at().toEpochMilli())
            .putObject(
                ACTION,
                member ->
                    member
                        .put("id", action.id().text())
                        .put("type", action.type())
                        .put("effect", action.effect().text())
                        .put("cell", action.cell())
                        .put("fingerprint", action.fingerprint().text())
                        .put("classification", action.classification().map(Classification::text)))
            .put("target", decided.target().text())
            .put("result", decided.result().name())
            .put("receipt", decided.receipt()));
  }

  /** Reads how a session began; empty when the bytes are nothing of this form. */
  static Optional<Session.Opened> opened(byte[] value) {
    return read(
        value,
        fields -> {
          SessionClaim claim =
              new SessionClaim(
                  new SessionId(fields.text("session")),
                  Instant.ofEpochMilli(fields.integer("started")),
                  fields.optionalText("intent"));
          return new Session.Opened(
              new DeskKey(fields.text("owner")),
              claim,
              Instant.ofEpochMilli(fields.integer("opened")),
              Duration.ofMillis(fields.integer("lifetime")));
        });
  }

  /** Reads an entry; empty when the bytes are nothing of this form. */
  static Optional<Entry> entry(byte[] value) {
    return read(
        value,
        fields -> {
          Instant at = Instant.ofEpochMilli(fields.integer("at"));
          return fields.has(ACTION) ? decided(at, fields) : told(at, fields);
        });
  }

  private static Entry told(Instant at, Fields fields) throws Fields.Mismatch {
    return new Entry.Told(
        at,
        new ActionId(fields.text("id")),
        fields.text("decision"),
        Result.valueOf(fields.text("outcome")));
  }

  private static Entry decided(Instant at, Fields fields) throws Fields.Mismatch {
    Fields member = fields.object(ACTION);
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId(member.text("id")),
            member.text("type"),
            Effect.parse(member.text("effect")).orElseThrow(IllegalArgumentException::new),
            member.text("cell"),
            new Digest(member.text("fingerprint")),
            member.optionalText("classification").flatMap(Classification::parse),
            Optional.empty());
    member.end();
    return new Entry.Decided(
        at,
        action,
        new Digest(fields.text("target")),
        DecisionResult.valueOf(fields.text("result")),
        fields.text("receipt"));
  }

  /** Reads the members of an object. */
  private interface Reader<T> {
    T read(Fields fields) throws Fields.Mismatch;
  }

  private static <T> Optional<T> read(byte[] value, Reader<T> reader) {
    return StrictJson.read(value)
        .flatMap(json -> {
          Fields fields = Fields.of(json);
          try {
            T read = reader.read(fields);
            fields.end();
            return Optional.of(read);
          } catch (Fields.Mismatch | IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }
}
