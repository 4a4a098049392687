package io.sallyport.cli.listen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Tone;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.DeskRuling;
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
  private static final String SOURCE = "source";
  private static final String TYPE = "type";
  private static final String ACTION = "action";
  private static final List<Column> COLUMNS =
      List.of(
          new Column("time", 20),
          new Column(SOURCE, 12),
          new Column(ENDING, 9),
          new Column("code", 19),
          new Column(RULE, 16),
          new Column(TYPE, 28),
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
    decision.action().ifPresent(action -> put(json, action));
    return new Decided(json);
  }

  /** What the desk said, with what its gate had said before, if that was heard. */
  static Decided from(Receipt receipt, ReceiptBody.Ruled ruled, Optional<Decided> before) {
    DeskRuling ruling = ruled.ruling();
    ObjectNode json = later(receipt, ruled.action(), before);
    json.put(ENDING, ruling.verdict().result().name());
    json.put(RULE, ruling.verdict().rule());
    return new Decided(json.put("code", ruling.code().text()));
  }

  /** How a hold ended, with what was said when it began, if that was heard. */
  static Decided from(Receipt receipt, ReceiptBody.HoldEnded ended, Optional<Decided> before) {
    ObjectNode json = later(receipt, ended.action(), before);
    json.put(ENDING, ended.ending().result().name());
    return new Decided(json.put("code", ended.ending().code().text()));
  }

  private static ObjectNode later(
      Receipt receipt, ReceiptBody.Action action, Optional<Decided> before) {
    ObjectNode json = before.map(Decided::json).orElseGet(Decided::empty).deepCopy();
    json.put("time", receipt.issuedAt().toString()).put("receipt", receipt.id());
    put(json, action);
    return json;
  }

  private static void put(ObjectNode json, ReceiptBody.Action action) {
    json.put(ACTION, action.id().text()).put(TYPE, action.type());
  }

  /** All names, in their order. */
  private static ObjectNode empty() {
    ObjectNode json = StrictJson.object();
    for (String name :
        List.of("time", SOURCE, "delivery", "origin", ENDING, RULE, "code", "pointer", ACTION)) {
      json.put(name, "");
    }
    return json.put("receipt", "").put(TYPE, "");
  }

  private static ObjectNode of(
      Receipt receipt, ReceiptBody.Delivery delivery, Code code, Optional<String> pointer) {
    ObjectNode json = empty();
    json.put("time", receipt.issuedAt().toString());
    json.put(SOURCE, delivery.source());
    json.put("delivery", delivery.id());
    json.put("origin", delivery.origin().text());
    json.put("code", code.text());
    json.put("pointer", pointer.orElse(""));
    json.put("receipt", receipt.id());
    return json;
  }

  /** Whether it says exactly that under that name, in whatever case. */
  boolean says(String name, String text) {
    return json.path(name).asText().equalsIgnoreCase(text);
  }

  /** The id of its receipt, where what follows names it. */
  Optional<String> pending() {
    return tone() == Tone.WAITING ? Optional.of(json.path("receipt").asText()) : Optional.empty();
  }

  /** How it is meant. */
  Tone tone() {
    return switch (json.path(ENDING).asText()) {
      case "ALLOWED", "MODIFIED" -> Tone.GOOD;
      case "HELD", "DEFERRED", "REFERRED" -> Tone.WAITING;
      case "DUPLICATE", "IGNORED" -> Tone.PLAIN;
      default -> Tone.BAD;
    };
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
