package io.sallyport.evidence.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one file: a JWK, or a JWK Set (RFC 7517, section 5) with nothing beside its keys. A
 * set with one key that is not understood is refused as a whole: nobody should believe it pinned.
 */
final class JwkSet {
  /** The most keys of one set. */
  static final int MAX_KEYS = 64;

  private static final String KEYS = "keys";

  private JwkSet() {}

  /** The JWKs of all files, in order; {@link IllegalArgumentException} for a set that is none. */
  static List<Bytes> keys(List<Bytes> files) {
    return files.stream().flatMap(file -> keys(file).stream()).toList();
  }

  private static List<Bytes> keys(Bytes file) {
    Optional<ObjectNode> set = StrictJson.read(file.toArray()).filter(object -> object.has(KEYS));
    if (set.isEmpty()) {
      return List.of(file);
    }
    JsonNode members = set.get().path(KEYS);
    boolean isSet = set.get().size() == 1 && members.isArray() && !members.isEmpty();
    if (!isSet || members.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a JWK Set has 1 to " + MAX_KEYS + " keys in keys, and nothing else");
    }
    List<Bytes> keys = new ArrayList<>();
    members.forEach(member -> keys.add(Bytes.of(StrictJson.write(member))));
    return keys;
  }
}
