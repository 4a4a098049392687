package io.sallyport.contract.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.receipt.ReceiptBody.ChainOpened;
import io.sallyport.contract.receipt.ReceiptBody.Decision;
import io.sallyport.contract.receipt.ReceiptBody.DeliveryEnded;
import io.sallyport.contract.receipt.ReceiptBody.Outcome;
import io.sallyport.contract.receipt.ReceiptBody.Rejection;
import io.sallyport.contract.receipt.ReceiptBody.Reload;
import java.util.Optional;

/** The claims of a receipt as JSON. */
public final class ReceiptCodec {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 16 << 10;

  private ReceiptCodec() {}

  /** The payload to sign. */
  static byte[] write(Receipt receipt) {
    ObjectNode json = StrictJson.object();
    json.put("jti", receipt.id());
    json.put("iss", receipt.issuer());
    json.put("iat", receipt.issuedAt().getEpochSecond());
    json.put("chain", receipt.chain());
    json.put("seq", receipt.seq());
    json.put("prev", receipt.prev().text());
    switch (receipt.body()) {
      case ChainOpened body -> writeOpened(json, body);
      case DeliveryEnded body -> writeEnded(json, body);
      case Decision body -> writeDecision(json, body);
      case Outcome body -> writeOutcome(json, body);
      case Rejection body -> writeRejection(json, body);
      case Reload body -> writeReload(json, body);
    }
    return StrictJson.write(json);
  }

  private static void writeOpened(ObjectNode json, ChainOpened body) {
    json.put("kind", Kind.GENESIS.text());
    json.put("code", Code.CHAIN_OPENED.text());
    json.put("writer", body.writer());
    json.put("key", body.keyId());
    body.predecessor().ifPresent(digest -> json.put("predecessor", digest.text()));
  }

  private static void writeEnded(ObjectNode json, DeliveryEnded body) {
    json.put("kind", Kind.DELIVERY.text());
    ObjectNode delivery = DeliveryJson.write(json, body.delivery());
    delivery.put("ending", body.ending().name());
    writeWhy(json, body.code(), body.pointer());
    json.put("bundle", body.bundle().text());
  }

  private static void writeDecision(ObjectNode json, Decision body) {
    json.put("kind", Kind.DECISION.text());
    DeliveryJson.write(json, body.delivery()).put("decisions", body.decisions());
    body.action().ifPresent(action -> writeAction(json, action));
    ObjectNode decision = json.putObject("decision");
    decision.put("result", body.verdict().result().name());
    decision.put("rule", body.verdict().rule());
    ArrayNode policy = decision.putArray("policy");
    body.verdict().policy().forEach(policy::add);
    Modification.write(decision, body.verdict().modified());
    writeWhy(json, body.code(), body.pointer());
    Violation.write(json, body.further());
    json.put("bundle", body.bundle().text());
  }

  private static void writeOutcome(ObjectNode json, Outcome body) {
    json.put("kind", Kind.OUTCOME.text());
    json.put("record", body.record().text());
    writeAction(json, body.action());
    ObjectNode outcome = json.putObject("outcome");
    outcome.put("result", body.result().name());
    outcome.put("attempt", body.attempt());
    body.response()
        .ifPresent(response -> {
          outcome.put("status", response.status());
          outcome.put("digest", response.digest().text());
        });
    writeWhy(json, body.code(), Optional.empty());
  }

  private static void writeRejection(ObjectNode json, Rejection body) {
    json.put("kind", Kind.REJECTION.text());
    json.put("record", body.record().text());
    json.put("digest", body.digest().text());
    writeWhy(json, body.code(), Optional.empty());
  }

  private static void writeReload(ObjectNode json, Reload body) {
    json.put("kind", Kind.RELOAD.text());
    json.put("code", Code.BUNDLE_LOADED.text());
    json.put("bundle", body.bundle().digest().text());
    json.put("version", body.bundle().number());
  }

  private static void writeAction(ObjectNode json, ReceiptBody.Action action) {
    ObjectNode node = json.putObject("action");
    node.put("id", action.id().text());
    node.put("type", action.type());
    node.put("effect", action.effect().text());
    node.put("cell", action.cell());
    node.put("fingerprint", action.fingerprint().text());
  }

  private static void writeWhy(ObjectNode json, Code code, Optional<String> pointer) {
    json.put("code", code.text());
    pointer.ifPresent(place -> json.put("pointer", place));
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a receipt. */
  public static Optional<Receipt> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(ReceiptReader::read);
  }
}
