package io.sallyport.cli.doubt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.OutcomeJson;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.ResolveCommand;
import java.util.List;
import java.util.Optional;

/**
 * An action whose outcome nobody knew, as verified receipts tell.
 *
 * @param receipt the receipt that says IN_DOUBT
 * @param outcome what it says
 * @param digest of its compact form
 * @param origin where it lies
 * @param resolved the receipt of its resolution, once there is one
 */
record Doubt(
    Receipt receipt,
    ReceiptBody.Outcome outcome,
    Digest digest,
    Origin origin,
    Optional<Resolved> resolved) {

  /** A receipt that says what became of it. */
  record Resolved(Receipt receipt, Resolution resolution) {}

  String action() {
    return outcome.action().id().text();
  }

  String cell() {
    return outcome.action().cell();
  }

  /** Whether one person's word is never enough for its effect. */
  boolean persists() {
    return outcome.action().effect() == Effect.PERSIST;
  }

  /** The same, resolved. */
  Doubt resolvedBy(Receipt by, Resolution resolution) {
    return new Doubt(receipt, outcome, digest, origin, Optional.of(new Resolved(by, resolution)));
  }

  /** How a command names it. */
  ResolveCommand.Doubt named() {
    return new ResolveCommand.Doubt(outcome.action().id(), receipt.id(), digest, origin);
  }

  /** Who resolved it, and as what; or who has said something that does not suffice yet. */
  String state(List<CommandTopic.Statement> statements) {
    return resolved
        .map(by -> by.resolution().finding().text() + ", say " + persons(by.resolution()))
        .orElseGet(() ->
            statements.isEmpty()
                ? "open"
                : "open, "
                    + String.join(
                        ", ", statements.stream().map(CommandTopic.Statement::text).toList()));
  }

  private static String persons(Resolution resolution) {
    return String.join(
        " and ", resolution.statements().stream().map(Resolution.Statement::operator).toList());
  }

  ObjectNode json() {
    ReceiptBody.Action action = outcome.action();
    ObjectNode json = StrictJson.object();
    json.put("action", action());
    json.put("type", action.type());
    json.put("effect", action.effect().text());
    json.put("cell", cell());
    json.put("fingerprint", action.fingerprint().text());
    json.put("record", outcome.record().text());
    json.put("since", receipt.issuedAt().toString());
    json.put("code", outcome.code().text());
    json.put("receipt", receipt.id());
    OutcomeJson.put(json, outcome);
    resolved.ifPresent(by -> resolution(json.putObject("resolution"), by));
    return json;
  }

  private static void resolution(ObjectNode json, Resolved by) {
    json.put("finding", by.resolution().finding().text());
    json.put("time", by.receipt().issuedAt().toString());
    json.put("receipt", by.receipt().id());
    by.resolution()
        .statements()
        .forEach(each ->
            json.withArray("statements")
                .addObject()
                .put("operator", each.operator())
                .put("command", each.command())
                .put("reason", each.reason()));
  }
}
