package io.sallyport.cli.tally;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import java.util.Map;

/** A tally for people and for programs. */
public final class TallyReport {
  private TallyReport() {}

  /** The JSON form; names are stable. */
  public static ObjectNode json(Tally tally) {
    ObjectNode json = StrictJson.object();
    Deliveries deliveries = tally.deliveries();
    json.put("received", deliveries.received());
    counts(json.putObject("deliveries"), deliveries.ended());
    counts(json.putObject("refused"), deliveries.refused());
    counts(json.putObject("decisions"), deliveries.decisions());
    Actions actions = tally.actions();
    json.put("sealed", actions.sealed());
    counts(json.putObject("actions"), actions.ended());
    counts(json.putObject("rejected"), actions.rejected());
    long waiting = actions.referred() + actions.held();
    json.put("pending", deliveries.pending() + actions.pending() + waiting);
    json.put("pendingDeliveries", deliveries.pending());
    json.put("pendingActions", actions.pending());
    json.put("referred", actions.referred());
    json.put("held", actions.held());
    json.put("unaccounted", deliveries.unaccounted());
    ArrayNode missing = json.putArray("missing");
    deliveries.missing().forEach(origin -> missing.add(origin.text()));
    json.put("contradicted", deliveries.contradicted() + actions.contradicted());
    json.put("unsealed", actions.unsealed());
    chains(json.putObject("chains"), tally);
    json.put("ok", tally.isSound());
    return json;
  }

  private static void counts(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }

  private static void chains(ObjectNode json, Tally tally) {
    json.put("read", tally.chains());
    ArrayNode broken = json.putArray("broken");
    tally.broken().forEach(each -> each.put(broken.addObject()));
  }

  /** The table. */
  public static Table table(Tally tally) {
    Deliveries deliveries = tally.deliveries();
    Actions actions = tally.actions();
    Table table = Table.headed("WHAT", "", "COUNT");
    table.row("received", "", text(deliveries.received()));
    rows(table, "  ended", deliveries.ended());
    rows(table, "  refused", deliveries.refused());
    rows(table, "  decision", deliveries.decisions());
    table.row("  pending", "", text(deliveries.pending()));
    table.row("  unaccounted", "", text(deliveries.unaccounted()));
    table.row("referred", "", text(actions.referred()));
    table.row("held", "", text(actions.held()));
    table.row("sealed", "", text(actions.sealed()));
    rows(table, "  ended", actions.ended());
    table.row("  pending", "", text(actions.pending()));
    rows(table, "rejected", actions.rejected());
    table.row("chains", "read", text(tally.chains()));
    table.row("", "broken", text(tally.broken().size()));
    troubles(table, tally);
    return table;
  }

  private static void troubles(Table table, Tally tally) {
    for (Origin origin : tally.deliveries().missing()) {
      table.row("MISSING", origin.text(), "no receipt");
    }
    for (Break each : tally.broken()) {
      table.row("BROKEN", each.place(), each.reason());
    }
    long contradicted = tally.deliveries().contradicted() + tally.actions().contradicted();
    if (contradicted > 0) {
      table.row("CONTRADICTED", "ended more than once", text(contradicted));
    }
    if (tally.actions().unsealed() > 0) {
      table.row("UNSEALED", "performed without a decision", text(tally.actions().unsealed()));
    }
  }

  private static void rows(Table table, String what, Map<String, Long> counts) {
    counts.forEach((name, count) -> table.row(what, name, text(count)));
  }

  private static String text(long count) {
    return Long.toString(count);
  }
}
