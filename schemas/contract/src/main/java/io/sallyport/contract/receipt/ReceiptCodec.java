package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.receipt.ReceiptBody.ChainOpened;
import io.sallyport.contract.receipt.ReceiptBody.Decision;
import io.sallyport.contract.receipt.ReceiptBody.DeliveryEnded;
import io.sallyport.contract.receipt.ReceiptBody.HoldEnded;
import io.sallyport.contract.receipt.ReceiptBody.Outcome;
import io.sallyport.contract.receipt.ReceiptBody.Referred;
import io.sallyport.contract.receipt.ReceiptBody.Rejection;
import io.sallyport.contract.receipt.ReceiptBody.Reload;
import io.sallyport.contract.receipt.ReceiptBody.Resolved;
import io.sallyport.contract.receipt.ReceiptBody.Ruled;
import io.sallyport.contract.receipt.ReceiptBody.Witnessed;
import java.util.Optional;

/** The claims of a receipt as JSON. */
public final class ReceiptCodec {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 16 << 10;

  /** The most characters that the ids of one action type's statements and quotas have. */
  public static final int MAX_IDS = 3_000;

  /** The digest of what the desk decides about. */
  static final String CANDIDATE = "candidate";

  private ReceiptCodec() {}

  /** The payload to sign. */
  static byte[] write(Receipt receipt) {
    return JsonWriter.write(json -> {
      json.put("jti", receipt.id())
          .put("iss", receipt.issuer())
          .put("iat", receipt.issuedAt().getEpochSecond())
          .put("chain", receipt.chain())
          .put("seq", receipt.seq())
          .put("prev", receipt.prev().text());
      write(json, receipt.body());
    });
  }

  private static void write(JsonWriter json, ReceiptBody receipt) {
    switch (receipt) {
      case ChainOpened body -> writeOpened(json, body);
      case DeliveryEnded body -> writeEnded(json, body);
      case Decision body -> writeDecision(json, Kind.DECISION, body);
      case Referred body -> {
        writeDecision(json, Kind.REFERRAL, body.decision());
        json.put(CANDIDATE, body.candidate().text());
      }
      case Ruled body -> writeRuled(json, body);
      case Outcome body -> writeOutcome(json, body);
      case Rejection body -> writeRejection(json, body);
      case Resolved body -> writeResolved(json, body);
      case HoldEnded body -> writeHold(json, body);
      case Witnessed(var sighting) -> sighting.write(json.put("kind", Kind.WITNESS.text()));
      case Reload body -> writeReload(json, body);
    }
  }

  private static void writeOpened(JsonWriter json, ChainOpened body) {
    json.put("kind", Kind.GENESIS.text())
        .put("code", Code.CHAIN_OPENED.text())
        .put("writer", body.writer())
        .put("key", body.keyId())
        .put("predecessor", body.predecessor().map(Digest::text));
  }

  private static void writeEnded(JsonWriter json, DeliveryEnded body) {
    json.put("kind", Kind.DELIVERY.text())
        .putObject(
            "delivery",
            delivery -> {
              DeliveryJson.write(delivery, body.delivery());
              delivery.put("ending", body.ending().name());
            });
    writeWhy(json, body.code(), body.pointer());
    json.put("bundle", body.bundle().text());
  }

  private static void writeRuled(JsonWriter json, Ruled body) {
    json.put("kind", Kind.DESK.text());
    writeAction(json, body.action());
    body.ruling().write(json);
  }

  private static void writeDecision(JsonWriter json, Kind kind, Decision body) {
    json.put("kind", kind.text())
        .putObject(
            "delivery",
            delivery -> {
              DeliveryJson.write(delivery, body.delivery());
              delivery.put("decisions", body.decisions());
            });
    body.action().ifPresent(action -> writeAction(json, action));
    json.putObject("decision", decision -> DeskRuling.write(decision, body.verdict()));
    writeWhy(json, body.code(), body.pointer());
    Violation.write(json, body.further());
    json.put("bundle", body.bundle().text());
  }

  private static void writeOutcome(JsonWriter json, Outcome body) {
    json.put("kind", Kind.OUTCOME.text()).put("record", body.record().text());
    writeAction(json, body.action());
    body.decision().ifPresent(named -> named.write("decision", json::put));
    json.putObject(
        "outcome",
        outcome -> {
          outcome.put("result", body.result().name());
          body.attempt()
              .ifPresent(attempt ->
                  outcome.put("attempt", attempt.number()).put("claim", attempt.claim()));
          body.response()
              .ifPresent(response ->
                  outcome
                      .put("status", response.status())
                      .put("digest", response.digest().text())
                      .put("produced", response.produced().map(Origin::text)));
        });
    body.performance().ifPresent(performance -> writePerformance(json, performance));
    writeWhy(json, body.code(), Optional.empty());
  }

  private static void writePerformance(JsonWriter json, Execution performance) {
    json.putObject(
        "performance",
        node -> {
          node.put("started", performance.started().toEpochMilli())
              .put("finished", performance.finished().toEpochMilli());
          performance.lease().ifPresent(lease -> writeLease(node, lease));
        });
  }

  private static void writeLease(JsonWriter json, Execution.Lease lease) {
    json.putObject(
        "lease",
        node ->
            node.put("id", lease.id())
                .put("credential", lease.credential())
                .put("scope", lease.scope()));
  }

  private static void writeRejection(JsonWriter json, Rejection body) {
    json.put("kind", Kind.REJECTION.text())
        .put("record", body.record().text())
        .put("digest", body.digest().text());
    writeWhy(json, body.code(), Optional.empty());
  }

  private static void writeResolved(JsonWriter json, Resolved body) {
    json.put("kind", Kind.RESOLUTION.text());
    writeAction(json, body.action());
    json.putObject("resolution", body.resolution()::write).put("code", Code.RESOLVED.text());
  }

  private static void writeHold(JsonWriter json, HoldEnded body) {
    json.put("kind", Kind.HOLD.text());
    writeAction(json, body.action());
    body.ending().write(json);
  }

  private static void writeReload(JsonWriter json, Reload body) {
    json.put("kind", Kind.RELOAD.text())
        .put("code", Code.BUNDLE_LOADED.text())
        .put("bundle", body.bundle().digest().text())
        .put("version", body.bundle().number());
  }

  private static void writeAction(JsonWriter json, ReceiptBody.Action action) {
    json.putObject(
        "action",
        node ->
            node.put("id", action.id().text())
                .put("type", action.type())
                .put("effect", action.effect().text())
                .put("cell", action.cell())
                .put("fingerprint", action.fingerprint().text())
                .put("classification", action.classification().map(Classification::text))
                .put("desk", action.desk().map(DeskKey::text)));
  }

  private static void writeWhy(JsonWriter json, Code code, Optional<String> pointer) {
    json.put("code", code.text()).put("pointer", pointer);
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a receipt. */
  public static Optional<Receipt> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(ReceiptReader::read);
  }
}
