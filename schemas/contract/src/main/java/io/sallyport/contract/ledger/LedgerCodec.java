package io.sallyport.contract.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.util.Optional;

/** Ledger records as JSON, read back strictly: nothing missing, nothing more. */
public final class LedgerCodec {
  private static final long MAX_MILLIS = 253_402_300_799_999L;

  private LedgerCodec() {}

  /** The value of the record. */
  public static byte[] write(LedgerRecord record) {
    ObjectNode json = StrictJson.object();
    switch (record) {
      case Claim claim -> writeClaim(json, claim);
      case Outcome outcome -> writeOutcome(json, outcome);
      case Postponement postponement -> writePostponement(json, postponement);
      case Rejection rejection -> writeRejection(json, rejection);
      case Resolution resolution -> writeResolution(json, resolution);
    }
    return StrictJson.write(json);
  }

  private static void writeClaim(ObjectNode json, Claim claim) {
    json.put("kind", "claim");
    json.put("action", claim.action().id().text());
    json.put("type", claim.action().type());
    json.put("effect", claim.action().effect().text());
    json.put("cell", claim.action().cell());
    json.put("fingerprint", claim.action().fingerprint().text());
    claim.action().classification().ifPresent(data -> json.put("classification", data.text()));
    claim.action().desk().ifPresent(desk -> json.put("desk", desk.text()));
    claim.decision().ifPresent(receipt -> receipt.write("decision", json::put));
    json.put("offset", claim.offset());
    json.put("orderKey", claim.orderKey());
    claim
        .order()
        .sequence()
        .ifPresent(sequence -> {
          json.put("sequence", sequence.value());
          json.put("sequenceUntil", sequence.until().toEpochMilli());
        });
    json.put("attempt", claim.attempt());
    if (!claim.tried().equals(Claim.Try.of(claim.attempt()))) {
      json.put("doubtful", claim.tried().doubtful());
    }
    json.put("nonce", claim.nonce());
    json.put("deadline", claim.deadline().toEpochMilli());
    json.put("expires", claim.expires().toEpochMilli());
  }

  private static void writeOutcome(ObjectNode json, Outcome outcome) {
    json.put("kind", "outcome");
    json.put("action", outcome.action().text());
    json.put("offset", outcome.offset());
    json.put("result", outcome.result().name());
    json.put("code", outcome.code().text());
    json.put("attempt", outcome.attempt());
    json.put("at", outcome.at().toEpochMilli());
    json.put("expires", outcome.expires().toEpochMilli());
  }

  private static void writePostponement(ObjectNode json, Postponement postponement) {
    json.put("kind", "postponement");
    json.put("action", postponement.action().text());
    json.put("offset", postponement.offset());
    json.put("result", postponement.result().name());
    json.put("code", postponement.code().text());
    json.put("attempt", postponement.attempt());
    json.put("at", postponement.at().toEpochMilli());
    json.put("again", postponement.again().toEpochMilli());
  }

  private static void writeRejection(ObjectNode json, Rejection rejection) {
    json.put("kind", "rejection");
    json.put("offset", rejection.offset());
    json.put("code", rejection.code().text());
    json.put("at", rejection.at().toEpochMilli());
  }

  private static void writeResolution(ObjectNode json, Resolution resolution) {
    json.put("kind", "resolution");
    json.put("action", resolution.action().text());
    json.put("offset", resolution.offset());
    json.put("command", resolution.command().text());
    json.put("at", resolution.at().toEpochMilli());
    json.put("expires", resolution.expires().toEpochMilli());
    json.put("previous", resolution.previous());
  }

  /** Reads a value; empty when it is not exactly a ledger record. */
  public static Optional<LedgerRecord> parse(byte[] value) {
    return StrictJson.read(value).flatMap(LedgerCodec::read);
  }

  private static Optional<LedgerRecord> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      LedgerRecord record =
          switch (fields.text("kind")) {
            case "claim" -> readClaim(fields);
            case "outcome" -> readOutcome(fields);
            case "postponement" -> readPostponement(fields);
            case "rejection" ->
                new Rejection(fields.integer("offset"), code(fields), instant(fields, "at"));
            case "resolution" -> readResolution(fields);
            default -> throw new IllegalArgumentException("an unknown kind");
          };
      fields.end();
      return Optional.of(record);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static LedgerRecord readClaim(Fields fields) throws Fields.Mismatch {
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId(fields.text("action")),
            fields.text("type"),
            Effect.parse(fields.text("effect")).orElseThrow(IllegalArgumentException::new),
            fields.text("cell"),
            new Digest(fields.text("fingerprint")),
            Classification.read(fields),
            fields.optionalText("desk").map(DeskKey::new));
    return new Claim(
        action,
        NamedReceipt.read("decision", fields),
        fields.integer("offset"),
        new Claim.Order(fields.text("orderKey"), readSequence(fields)),
        readTry(fields),
        fields.text("nonce"),
        instant(fields, "deadline"),
        instant(fields, "expires"));
  }

  private static Optional<Claim.Sequence> readSequence(Fields fields) throws Fields.Mismatch {
    return fields.has("sequence")
        ? Optional.of(
            new Claim.Sequence(fields.integer("sequence"), instant(fields, "sequenceUntil")))
        : Optional.empty();
  }

  private static Claim.Try readTry(Fields fields) throws Fields.Mismatch {
    int number = fields.count("attempt");
    return fields.has("doubtful")
        ? new Claim.Try(number, fields.flag("doubtful"))
        : Claim.Try.of(number);
  }

  private static Postponement readPostponement(Fields fields) throws Fields.Mismatch {
    return new Postponement(
        new ActionId(fields.text("action")),
        fields.integer("offset"),
        OutcomeResult.valueOf(fields.text("result")),
        code(fields),
        fields.count("attempt"),
        instant(fields, "at"),
        instant(fields, "again"));
  }

  private static LedgerRecord readOutcome(Fields fields) throws Fields.Mismatch {
    return new Outcome(
        new ActionId(fields.text("action")),
        fields.integer("offset"),
        OutcomeResult.valueOf(fields.text("result")),
        code(fields),
        fields.count("attempt"),
        instant(fields, "at"),
        instant(fields, "expires"));
  }

  private static LedgerRecord readResolution(Fields fields) throws Fields.Mismatch {
    return new Resolution(
        new ActionId(fields.text("action")),
        fields.integer("offset"),
        new Digest(fields.text("command")),
        instant(fields, "at"),
        instant(fields, "expires"),
        fields.integer("previous"));
  }

  private static Code code(Fields fields) throws Fields.Mismatch {
    return Code.parse(fields.text("code")).orElseThrow(IllegalArgumentException::new);
  }

  private static Instant instant(Fields fields, String name) throws Fields.Mismatch {
    long millis = fields.integer(name);
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new IllegalArgumentException("not an instant of this era");
    }
    return Instant.ofEpochMilli(millis);
  }
}
