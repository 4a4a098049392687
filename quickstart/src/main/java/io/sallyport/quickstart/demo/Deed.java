package io.sallyport.quickstart.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.time.Instant;
import java.util.Optional;

/**
 * A request to perform an action of any type, of which the target knows nothing but its name.
 *
 * @param action the type's name in the request's path
 * @param fields the body
 * @param idempotencyKey the caller's name for this one action
 */
record Deed(String action, ObjectNode fields, String idempotencyKey) {
  private static final int LIMIT = 200;
  private static final String PATH_START = "/actions/";

  /** The action's name in a request's path, if the path is one of this service's. */
  static Optional<String> actionOf(String path) {
    return Optional.of(path)
        .filter(it -> it.startsWith(PATH_START))
        .map(it -> it.substring(PATH_START.length()))
        .filter(name -> isGood(name) && name.indexOf('/') < 0);
  }

  /** The action of a body that is a JSON object, from a caller who has a name for it. */
  static Optional<Deed> parse(String action, String idempotencyKey, byte[] body) {
    return StrictJson.read(body)
        .filter(_ -> isGood(idempotencyKey))
        .map(fields -> new Deed(action, fields, idempotencyKey));
  }

  ObjectNode effect(Instant now) {
    ObjectNode effect = StrictJson.object().put("time", now.toString()).put("action", action);
    effect.set("fields", fields);
    return effect.put("idempotencyKey", idempotencyKey);
  }

  private static boolean isGood(String text) {
    return !text.isEmpty() && text.length() <= LIMIT;
  }
}
