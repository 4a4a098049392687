package io.sallyport.cli.listen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a delivery ended, or one decision about it, as its receipt says.
 *
 * @param json names are stable; what does not apply is the empty text
 */
record Decided(ObjectNode json) {
  private static final String ENDING = "ending";
  private static final String RULE = "rule";
  private static final String ACTION = "action";
  private static final List<Column> COLUMNS =
      List.of(
          new Column("time", 20),
          new Column("source", 12),
          new Column(ENDING, 9),
          new Column("code", 19),
          new Column(RULE, 16),
          new Column("pointer", 12),
          new Column(ACTION, 43));

  /** A column, as wide as that where its text is no longer. */
  private record Column(String name, int width) {
    String cell(String text) {
      return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
  }

  /** Copies the object. */
  Decided {
    json = json.deepCopy();
  }

  /** Of a receipt, if it is about a delivery. */
  static Optional<Decided> from(Receipt receipt) {
    return receipt.body() instanceof ReceiptBody.DeliveryEnded ended
        ? Optional.of(from(receipt, ended))
        : receipt.body().decided().map(decision -> from(receipt, decision));
  }

  private static Decided from(Receipt receipt, ReceiptBody.DeliveryEnded ended) {
    ObjectNode json = of(receipt, ended.delivery(), ended.code(), ended.pointer());
    json.put(ENDING, ended.ending().name());
    return new Decided(json);
  }

  private static Decided from(Receipt receipt, ReceiptBody.Decision decision) {
    ObjectNode json = of(receipt, decision.delivery(), decision.code(), decision.pointer());
    json.put(ENDING, decision.verdict().result().name());
    json.put(RULE, decision.verdict().rule());
    decision.action().ifPresent(action -> json.put(ACTION, action.id().text()));
    return new Decided(json);
  }

  private static ObjectNode of(
      Receipt receipt, ReceiptBody.Delivery delivery, Code code, Optional<String> pointer) {
    ObjectNode json = StrictJson.object();
    json.put("time", receipt.issuedAt().toString());
    json.put("source", delivery.source());
    json.put("delivery", delivery.id());
    json.put("origin", delivery.origin().text());
    json.put(ENDING, "");
    json.put(RULE, "");
    json.put("code", code.text());
    json.put("pointer", pointer.orElse(""));
    json.put(ACTION, "");
    json.put("receipt", receipt.id());
    return json;
  }

  boolean isOf(String source) {
    return json.path("source").asText().equals(source);
  }

  /** The line above the others. */
  static String heading() {
    StringBuilder line = new StringBuilder();
    COLUMNS.forEach(each -> line.append(each.cell(each.name().toUpperCase(Locale.ROOT))));
    return line.toString().stripTrailing();
  }

  /** The line for people. */
  String line() {
    StringBuilder line = new StringBuilder();
    COLUMNS.forEach(each -> line.append(each.cell(json.path(each.name()).asText())));
    return line.toString().stripTrailing();
  }
}
