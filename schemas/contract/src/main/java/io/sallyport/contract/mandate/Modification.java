package io.sallyport.contract.mandate;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of an action that policy changed before it was sealed; digests, since a receipt says
 * what happened and not what was written.
 *
 * @param pointer the field, RFC 6901: {@code /note}
 * @param proposed SHA-256 of the canonical Avro form of the value that the rule bound
 * @param sealed the same of the value that was sealed; {@code final} in JSON
 */
public record Modification(String pointer, Digest proposed, Digest sealed) {
  /** The most fields that are changed in one action. */
  public static final int MAX = 16;

  private static final String KEY = "modified";

  /** Writes the changes of a decision; nothing where there are none. */
  public static void write(JsonWriter decision, List<Modification> changes) {
    if (!changes.isEmpty()) {
      decision.putObjects(KEY, changes, Modification::write);
    }
  }

  private static void write(JsonWriter json, Modification change) {
    json.put("pointer", change.pointer())
        .put("proposed", change.proposed().text())
        .put("final", change.sealed().text());
  }

  /** Reads the changes of a decision; throws as {@link Fields} and {@link Digest} do. */
  public static List<Modification> read(Fields decision) throws Fields.Mismatch {
    if (!decision.has(KEY)) {
      return List.of();
    }
    List<Modification> changes = new ArrayList<>();
    for (Fields json : decision.objects(KEY)) {
      changes.add(
          new Modification(
              json.text("pointer"),
              new Digest(json.text("proposed")),
              new Digest(json.text("final"))));
      json.end();
    }
    if (changes.isEmpty() || changes.size() > MAX) {
      throw new IllegalArgumentException("1 to 16 changes, or none are named");
    }
    return List.copyOf(changes);
  }
}
