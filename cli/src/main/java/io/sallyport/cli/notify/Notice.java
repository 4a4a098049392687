package io.sallyport.cli.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * That an action waits for persons, or that a watch found one unusual. It has ids and names of the
 * installation, and nothing that a sender wrote.
 *
 * @param about which of both
 * @param id the same each time that it is sent
 * @param receipt the id of the receipt that says so
 * @param at when
 * @param action which
 */
record Notice(About about, String id, String receipt, Instant at, ReceiptBody.Action action) {
  private static final Set<Code> UNUSUAL =
      EnumSet.of(Code.FIRST_ACTION, Code.NEW_TARGET, Code.VOLUME_UNUSUAL);

  /** What is told. */
  enum About {
    HELD,
    UNUSUAL;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of a receipt that says so; {@code jws} is all of it. */
  static Optional<Notice> of(Receipt receipt, String jws) {
    return switch (receipt.body()) {
      case ReceiptBody.Decision decision when isHeld(decision.verdict()) ->
          decision.action().map(action -> of(About.HELD, action, receipt, jws));
      case ReceiptBody.Ruled(var action, var ruling) when isHeld(ruling.verdict()) ->
          Optional.of(of(About.HELD, action, receipt, jws));
      case ReceiptBody.Ruled(var action, var ruling) when UNUSUAL.contains(ruling.code()) ->
          Optional.of(of(About.UNUSUAL, action, receipt, jws));
      default -> Optional.empty();
    };
  }

  private static Notice of(About about, ReceiptBody.Action action, Receipt receipt, String jws) {
    String id = about.text() + "-" + Digest.of(Bytes.utf8(jws)).hex();
    return new Notice(about, id, receipt.id(), receipt.issuedAt(), action);
  }

  private static boolean isHeld(ReceiptBody.Verdict verdict) {
    return verdict.result() == DecisionResult.HELD;
  }

  /** What is posted. */
  byte[] body(String link) {
    ObjectNode json = StrictJson.object();
    json.put("type", "sallyport." + about.text());
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
