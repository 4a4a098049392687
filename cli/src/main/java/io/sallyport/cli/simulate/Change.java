package io.sallyport.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;

/**
 * One decision that changes.
 *
 * @param payload the captured payload's name
 * @param source its source
 * @param rule the rule, or {@link Side#DELIVERY}
 * @param before what the old bundle says
 * @param after what the new one says
 */
record Change(String payload, String source, String rule, Ruling before, Ruling after) {

  /** Whether an action would be performed that was not before. */
  boolean isNewlyAllowed() {
    return after.allowsMoreThan(before);
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.object();
    json.put("payload", payload);
    json.put("source", source);
    json.put("rule", rule);
    json.put("old", before.words());
    json.put("new", after.words());
    before.allowed().ifPresent(action -> json.put("oldAction", action));
    after.allowed().ifPresent(action -> json.put("newAction", action));
    json.put("newlyAllowed", isNewlyAllowed());
    return json;
  }
}
