package io.sallyport.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;

/**
 * Tells of changes: to programs each as it is found, to people a table of the first ones. Owned by
 * one thread.
 */
final class ChangeReport {
  static final int MAX_ROWS = 1000;
  static final int PROGRESS = 1000;

  private final Console console;
  private final boolean json;
  private final Table table = Table.headed("PAYLOAD", "RULE", "OLD", "NEW", "");
  private int rows;
  private long unshown;

  ChangeReport(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  void change(Change change) {
    if (json) {
      console.json(change.json());
    } else if (rows < MAX_ROWS) {
      rows++;
      table.row(
          change.payload(),
          change.rule(),
          change.before().words(),
          change.after().words(),
          remark(change));
    } else {
      unshown++;
    }
  }

  private static String remark(Change change) {
    if (!change.isNewlyAllowed()) {
      return "";
    }
    return change.before().allowed().isPresent() ? "ANOTHER ACTION" : "NOW ALLOWED";
  }

  void progress(Simulation simulation) {
    long taken = simulation.judged() + simulation.skipped();
    if (taken % PROGRESS == 0) {
      console.note(taken + " payloads read, " + simulation.changed() + " change");
    }
  }

  void end(Simulation simulation) {
    if (json) {
      console.json(summary(simulation));
      return;
    }
    if (rows > 0) {
      console.table(table);
      console.line("");
    }
    if (unshown > 0) {
      console.note(unshown + " more changes; --output json shows all.");
    }
    console.line(events(simulation.judged()) + " judged, " + simulation.skipped() + " skipped");
    console.line(events(simulation.changed()) + verb(simulation.changed()) + allowed(simulation));
  }

  private static String events(long count) {
    return count + (count == 1 ? " event" : " events");
  }

  private static String verb(long count) {
    return count == 1 ? " changes, " : " change, ";
  }

  private static String allowed(Simulation simulation) {
    return simulation.allowed() + " now allowed";
  }

  private static ObjectNode summary(Simulation simulation) {
    ObjectNode json = StrictJson.object();
    json.put("judged", simulation.judged());
    json.put("skipped", simulation.skipped());
    json.put("changed", simulation.changed());
    json.put("nowAllowed", simulation.allowed());
    return json;
  }
}
