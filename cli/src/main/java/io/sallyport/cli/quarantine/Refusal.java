package io.sallyport.cli.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import java.time.Instant;

/**
 * A quarantine record without its payload.
 *
 * @param at when the broker appended it
 * @param code why
 * @param pointer where in the payload
 * @param rule the rule that did not bind
 * @param bundle the bundle's digest
 * @param source the source's name
 * @param origin where the delivery lies
 * @param bytes the payload's size
 */
record Refusal(
    Instant at,
    String code,
    String pointer,
    String rule,
    String bundle,
    String source,
    String origin,
    int bytes) {

  static Refusal of(Quarantined record) {
    return new Refusal(
        record.at(),
        record.code(),
        record.pointer(),
        record.rule(),
        record.bundle(),
        record.source(),
        record.origin(),
        record.payload().size());
  }

  void addTo(Table table) {
    table.row(at.toString(), source, code, pointer, rule, Integer.toString(bytes), origin);
  }

  /** What the code means, or that it is none. */
  String meaning() {
    return Code.parse(code).map(Code::meaning).orElse("a code that this version does not know");
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.object();
    json.put("refused", at.toString());
    json.put("source", source);
    json.put("code", code);
    json.put("pointer", pointer);
    json.put("rule", rule);
    json.put("bundle", bundle);
    json.put("origin", origin);
    json.put("bytes", bytes);
    return json;
  }
}
