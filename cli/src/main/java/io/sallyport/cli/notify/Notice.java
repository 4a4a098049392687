package io.sallyport.cli.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Instant;
import java.util.Optional;

/**
 * That an action waits for persons. It has ids and names of the installation, and nothing that a
 * sender wrote.
 *
 * @param id the same each time that it is sent
 * @param receipt the id of the receipt that says {@code HELD}
 * @param at when
 * @param action which
 */
record Notice(String id, String receipt, Instant at, ReceiptBody.Action action) {

  /** Of a receipt that says so; {@code jws} is all of it. */
  static Optional<Notice> of(Receipt receipt, String jws) {
    Optional<ReceiptBody.Action> held =
        switch (receipt.body()) {
          case ReceiptBody.Decision decision when isHeld(decision.verdict()) -> decision.action();
          case ReceiptBody.Ruled(var action, var ruling) when isHeld(ruling.verdict()) ->
              Optional.of(action);
          default -> Optional.empty();
        };
    return held.map(action ->
        new Notice(
            "held-" + Digest.of(Bytes.utf8(jws)).text().substring("sha256:".length()),
            receipt.id(),
            receipt.issuedAt(),
            action));
  }

  private static boolean isHeld(ReceiptBody.Verdict verdict) {
    return verdict.result() == DecisionResult.HELD;
  }

  /** What is posted. */
  byte[] body(String link) {
    ObjectNode json = StrictJson.object();
    json.put("type", "sallyport.held");
    json.put("timestamp", at.toString());
    json.putObject("data")
        .put("action", action.id().text())
        .put("actionType", action.type())
        .put("effect", action.effect().text())
        .put("cell", action.cell())
        .put("receipt", receipt)
        .put("link", link);
    return StrictJson.write(json);
  }
}
