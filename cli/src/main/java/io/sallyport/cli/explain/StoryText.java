package io.sallyport.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.OutcomeJson;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;

/** A story for people and for programs. */
record StoryText(Story story) {

  void tell(Console console) {
    ReceiptBody.Delivery delivery = story.delivery();
    Table about = Table.of(2);
    about.row("delivery", delivery.id());
    about.row("origin", delivery.origin().text());
    about.row("source", delivery.source());
    about.row("bytes", delivery.digest().text());
    about.row(
        "proved",
        delivery
            .evidence()
            .map(proved -> proved.assurance().text() + " evidence of " + proved.principal())
            .orElse("nothing: it was not admitted"));
    delivery
        .release()
        .ifPresent(release ->
            about.row("released", "by " + release.operator() + ", of " + release.receipt()));
    console.table(about);
    console.line("");
    Table said = Table.of(5);
    story.decided().forEach(receipt -> row(said, receipt));
    story.performed().forEach(receipt -> row(said, receipt));
    console.table(said);
    story
        .broken()
        .forEach(each ->
            console.problem(broken(each), "There may be more behind it; 'sallyport tally' tells."));
  }

  private static String broken(Break at) {
    return "chain %s is no proof from its receipt %d on: %s."
        .formatted(at.chain(), at.seq(), at.reason());
  }

  private static void row(Table table, Receipt receipt) {
    ObjectNode json = json(receipt);
    String place = json.path("pointer").asText();
    table.row(
        receipt.issuedAt().toString(),
        json.path("rule").asText(),
        json.path("result").asText(),
        json.path("code").asText() + (place.isEmpty() ? "" : " at " + place),
        receipt.id());
    json.path("violations")
        .forEach(each ->
            table.row(
                "",
                "",
                "also",
                each.path("code").asText() + " at " + each.path("pointer").asText(),
                ""));
    if (json.has("session")) {
      String session = json.path("session").asText();
      table.row("", "", "session", session, json.path("entries").asText() + " entries");
    }
  }

  ObjectNode json() {
    ReceiptBody.Delivery delivery = story.delivery();
    ObjectNode json = StrictJson.object();
    json.put("delivery", delivery.id());
    json.put("origin", delivery.origin().text());
    json.put("source", delivery.source());
    json.put("digest", delivery.digest().text());
    delivery
        .evidence()
        .ifPresent(proved -> {
          json.put("assurance", proved.assurance().text());
          json.put("principal", proved.principal());
        });
    ArrayNode receipts = json.putArray("receipts");
    story.decided().forEach(receipt -> receipts.add(json(receipt)));
    story.performed().forEach(receipt -> receipts.add(json(receipt)));
    json.put("whole", story.broken().isEmpty());
    return json;
  }

  private static ObjectNode json(Receipt receipt) {
    ObjectNode json = StrictJson.object();
    json.put("time", receipt.issuedAt().toString());
    json.put("receipt", receipt.id());
    switch (receipt.body()) {
      case ReceiptBody.DeliveryEnded ended ->
          said(json, ended.ending().name(), ended.code(), ended.pointer());
      case ReceiptBody.Decision decision -> decision(json, decision);
      case ReceiptBody.Outcome outcome -> outcome(json, outcome);
      case ReceiptBody.ChainOpened other -> {}
      case ReceiptBody.Reload other -> {}
      case ReceiptBody.Witnessed other -> {}
      case ReceiptBody.Rejection other -> {}
      case ReceiptBody.Referred referred -> decision(json, referred.decision());
      case ReceiptBody.Ruled ruled -> ruled(json, ruled);
      case ReceiptBody.HoldEnded(var action, var ending) -> {
        said(json, ending.result().name(), ending.code(), Optional.empty());
        json.put("action", action.id().text());
        ending
            .votes()
            .forEach(vote -> json.withArray("votes").add(vote.person() + " " + vote.word().text()));
      }
      case ReceiptBody.Resolved(var action, var resolution) -> {
        said(json, "RESOLVED", Code.RESOLVED, Optional.empty());
        json.put("action", action.id().text());
        json.put("finding", resolution.finding().text());
      }
    }
    return json;
  }

  private static void ruled(ObjectNode json, ReceiptBody.Ruled ruled) {
    DeskRuling ruling = ruled.ruling();
    said(json, ruling.verdict().result().name(), ruling.code(), Optional.empty());
    json.put("rule", ruling.verdict().rule());
    ruling.verdict().policy().forEach(json.putArray("policy")::add);
    json.put("bundle", ruling.bundle().text());
    json.put("action", ruled.action().id().text());
    json.put("referral", ruling.referral());
    ruling.deferral().ifPresent(receipt -> json.put("deferral", receipt));
    ruling
        .session()
        .ifPresent(
            session -> json.put("session", session.id().text()).put("entries", session.entries()));
  }

  private static void outcome(ObjectNode json, ReceiptBody.Outcome outcome) {
    said(json, outcome.result().name(), outcome.code(), Optional.empty());
    json.put("action", outcome.action().id().text());
    OutcomeJson.put(json, outcome);
  }

  private static void decision(ObjectNode json, ReceiptBody.Decision decision) {
    said(json, decision.verdict().result().name(), decision.code(), decision.pointer());
    json.put("rule", decision.verdict().rule());
    decision.verdict().policy().forEach(json.putArray("policy")::add);
    json.put("bundle", decision.bundle().text());
    decision
        .action()
        .ifPresent(action -> {
          json.put("action", action.id().text());
          json.put("type", action.type());
          json.put("cell", action.cell());
          action.classification().ifPresent(data -> json.put("classification", data.text()));
        });
    ArrayNode violations = json.putArray("violations");
    decision
        .further()
        .forEach(each ->
            violations
                .addObject()
                .put("code", each.code().text())
                .put("pointer", each.pointer().orElse("")));
  }

  private static void said(ObjectNode json, String result, Code code, Optional<String> pointer) {
    json.put("result", result);
    json.put("code", code.text());
    json.put("pointer", pointer.orElse(""));
    json.put("meaning", code.meaning());
  }
}
