package io.sallyport.service.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The keys of one mapping and which of them were asked for; what nobody asked for is unknown.
 *
 * <p>Owned by the thread that reads the document.
 */
final class Entries {
  private final Map<String, NodeTuple> byKey = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final String path;
  private final Problems problems;

  /** No entries, for a mapping that is absent. */
  Entries(String path, Problems problems) {
    this.path = path;
    this.problems = problems;
  }

  Entries(String path, Problems problems, MappingNode mapping) {
    this(path, problems);
    mapping.getValue().forEach(this::add);
  }

  private void add(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      problems.add(key.getStartMark(), label("") + "a key must be plain text");
    } else if (byKey.putIfAbsent(scalar.getValue(), tuple) != null) {
      problems.add(key.getStartMark(), label(scalar.getValue()) + ": the key is given twice");
    }
  }

  Optional<Node> ask(String key) {
    asked.add(key);
    return Optional.ofNullable(byKey.get(key)).map(NodeTuple::getValueNode);
  }

  Optional<Mark> mark(String key) {
    return Optional.ofNullable(byKey.get(key))
        .flatMap(tuple -> tuple.getValueNode().getStartMark());
  }

  List<String> keys() {
    return List.copyOf(byKey.keySet());
  }

  String label(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Reports keys that nobody asked for; with {@code onlyMistyped} those with a likely meaning. */
  void reportUnknown(boolean onlyMistyped) {
    List<String> missing = asked.stream().filter(key -> !byKey.containsKey(key)).toList();
    byKey.forEach((key, tuple) -> {
      Optional<String> nearest = Nearest.to(key, missing);
      if (!asked.contains(key) && (nearest.isPresent() || !onlyMistyped)) {
        String hint =
            nearest
                .map(meant -> "did you mean '" + meant + "'?")
                .orElseGet(() -> "known here: " + String.join(", ", asked));
        problems.add(tuple.getKeyNode().getStartMark(), label(key) + ": unknown key; " + hint);
      }
    });
  }
}
