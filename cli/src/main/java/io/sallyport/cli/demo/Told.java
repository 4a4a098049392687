package io.sallyport.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.scene.Scene;
import io.sallyport.cli.scene.Seen;
import io.sallyport.contract.json.StrictJson;

/**
 * A scene that was played.
 *
 * @param scene which
 * @param seen what came of it
 */
record Told(Scene scene, Seen seen) {

  /** The JSON form; names are stable. */
  ObjectNode json() {
    ObjectNode json = StrictJson.object();
    json.put("scene", scene.name());
    json.put("expected", scene.expected());
    json.put("seen", seen.text());
    json.put("ok", seen.ok());
    return json;
  }
}
