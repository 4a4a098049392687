package io.sallyport.cli.held;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.approver.OwnBundle.Seen;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;

/** What an approver is shown of one hold. */
record HoldText(OwnBundle own, OpenHold hold, Votes votes) {
  /** The member of {@link #json()} that says why the action cannot be shown. */
  static final String FOREIGN = "foreign";

  private static final String UNUSUAL = "  (has characters beyond ASCII: look twice)";

  /** Writes it to the terminal; whether the action itself could be shown. */
  boolean show(Console console) {
    console.table(facts());
    console.line("");
    console.line("claimed by who sent it; nobody has checked that it is true:");
    console.table(claims());
    return switch (own.see(hold.held())) {
      case Seen.Legible(var _, GenericRecord record) -> {
        console.line(
            "what is done, byte for byte by your own schema; its sender chose the values:");
        console.table(values(Leaves.of(record)));
        yield true;
      }
      case Seen.Illegible(String reason) -> {
        console.problem(
            "FOREIGN: this action cannot be shown, and so cannot be approved: " + reason + ".",
            "Get the schema from its authors, read it, and put it into your bundle; or deny this.");
        yield false;
      }
    };
  }

  private Table facts() {
    Mandate draft = hold.held().draft();
    Mandate.Grant grant = draft.grant();
    Table facts = Table.of(2);
    facts.row("action", hold.id().text());
    facts.row("type", grant.action() + ", effect " + grant.effect().text());
    facts.row("performed by", hold.statement().audience());
    facts.row("schema", grant.fingerprint().text());
    facts.row("decided by", "rule " + draft.decision().rule() + ", policy " + policy());
    facts.row("bundle", draft.decision().bundle().text());
    List<Modification> changes = draft.decision().modified();
    if (!changes.isEmpty()) {
      facts.row("policy changed", changes.stream().map(Modification::pointer).toList().toString());
    }
    hold.asked().quorums().forEach(each -> facts.row("asked", asked(each)));
    facts.row("approved by", approvals());
    facts.row("deadline", hold.asked().deadline() + ", " + left(hold));
    facts.row("then lives for", words(hold.held().ttl()));
    facts.row("statement", hold.digest().text());
    return facts;
  }

  private String policy() {
    return String.join(", ", hold.held().draft().decision().policy());
  }

  private String asked(Hold.Quorum quorum) {
    String members = String.join(", ", new TreeSet<>(own.approvers().members(quorum.group())));
    return quorum.threshold() + " of " + quorum.group() + " (yours: " + members + ")";
  }

  private String approvals() {
    String persons = String.join(", ", votes.on(hold));
    String more = votes.isWhole() ? "" : "; more verdicts than limits.records, so maybe others";
    return (persons.isEmpty() ? "nobody yet" : persons) + more;
  }

  private Table claims() {
    Mandate draft = hold.held().draft();
    Mandate.Evidence evidence = draft.evidence();
    Table claims = Table.of(2);
    claims.row("  requester", draft.parties().subject());
    claims.row("  brought by", String.join(", ", hold.statement().requester().chain()));
    draft.parties().session().ifPresent(session -> claims.row("  session", session));
    claims.row("  signed by", hold.held().principal() + ", " + evidence.assurance().text());
    claims.row("  received", evidence.received() + " as " + evidence.origin().text());
    return claims;
  }

  private static Table values(Map<String, String> leaves) {
    Table values = Table.of(2);
    leaves.forEach((place, text) ->
        values.row("  " + place, text + (Leaves.isUnusual(place + text) ? UNUSUAL : "")));
    return values;
  }

  /** How long it still waits, for people. */
  static String left(OpenHold hold) {
    Duration left = Duration.between(Instant.now(), hold.asked().deadline());
    return left.isPositive() ? words(left) + " left" : "over";
  }

  private static String words(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d " + time.toHoursPart() + "h";
    }
    return time.toHours() > 0
        ? time.toHours() + "h " + time.toMinutesPart() + "m"
        : time.toMinutes() + "m " + time.toSecondsPart() + "s";
  }

  /** The same for programs. */
  ObjectNode json() {
    Mandate draft = hold.held().draft();
    ObjectNode json = summary();
    json.put("effect", draft.grant().effect().text());
    json.put("fingerprint", draft.grant().fingerprint().text());
    json.put("rule", draft.decision().rule());
    draft.decision().policy().forEach(json.putArray("policy")::add);
    json.put("bundle", draft.decision().bundle().text());
    json.put("ttl", hold.held().ttl().toSeconds() + "s");
    ObjectNode claimed = json.putObject("claimed");
    claimed.put("requester", draft.parties().subject());
    hold.statement().requester().chain().forEach(claimed.putArray("chain")::add);
    claimed.put("principal", hold.held().principal());
    claimed.put("assurance", draft.evidence().assurance().text());
    switch (own.see(hold.held())) {
      case Seen.Legible(var _, GenericRecord record) ->
          claimed.set("fields", Leaves.json(Leaves.of(record)));
      case Seen.Illegible(String reason) -> json.put(FOREIGN, reason);
    }
    return json;
  }

  /** What a list has of it, for programs. */
  ObjectNode summary() {
    ObjectNode json = StrictJson.object();
    json.put("action", hold.id().text());
    json.put("cell", hold.held().cell());
    json.put("type", hold.held().draft().grant().action());
    json.put("requester", hold.held().draft().parties().subject());
    json.put("statement", hold.digest().text());
    for (Hold.Quorum each : hold.asked().quorums()) {
      json.withArray("asked")
          .addObject()
          .put("group", each.group())
          .put("threshold", each.threshold())
          .put("approved", votes.of(hold, each));
    }
    votes.on(hold).forEach(json.putArray("persons")::add);
    json.put("complete", votes.isWhole());
    json.put("deadline", hold.asked().deadline().toString());
    return json;
  }
}
