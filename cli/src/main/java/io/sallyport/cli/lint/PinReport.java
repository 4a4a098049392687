package io.sallyport.cli.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import java.util.List;

/** Says what became of pins. */
record PinReport(Console console, boolean check) {
  void tell(List<Pin> pins, boolean asJson) {
    if (asJson) {
      pins.forEach(each -> console.json(json(each)));
      return;
    }
    Table table = Table.headed("FILE", "ACTION", "WAS", "IS", "");
    for (Pin each : pins) {
      table.row(each.file(), each.action(), brief(each.was()), brief(each.is()), words(each));
    }
    console.table(table);
    if (pins.stream().anyMatch(each -> each.state() == Pin.State.OTHER_SCHEMA)) {
      console.note(
          "Not pinned: an executor performs only what its own schema says. Review the validator"
              + " bundle's .avsc, copy it into the executor bundle, and run this again.");
    }
    if (check && pins.stream().anyMatch(each -> each.state() == Pin.State.DIFFERS)) {
      console.note("Nothing was written; without --check the pins are.");
    }
  }

  private ObjectNode json(Pin pin) {
    ObjectNode json = StrictJson.object();
    json.put("file", pin.file());
    json.put("action", pin.action());
    json.put("was", pin.was());
    json.put("is", pin.is());
    json.put("state", words(pin));
    return json;
  }

  private String words(Pin pin) {
    return pin.state() == Pin.State.DIFFERS && !check ? "written" : pin.state().text();
  }

  private static String brief(String fingerprint) {
    return fingerprint.isEmpty()
        ? "-"
        : fingerprint.substring(0, Math.min(19, fingerprint.length()));
  }
}
