package io.sallyport.cli.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A text of YAML and single changes to it; every other byte stays. The nodes of a change are those
 * of this text, not of what came of an earlier change.
 *
 * @param text all of it
 */
record YamlText(String text) {

  /** With another scalar in that place. */
  YamlText replace(Node node, String value) {
    return splice(start(node), end(node), value);
  }

  /** With {@code item} in the list behind that one. */
  YamlText insert(SequenceNode list, Node behind, String item) {
    String gap = isInline(list) ? ", " : lineBreak() + indent(behind) + "- ";
    return splice(end(behind), end(behind), gap + item);
  }

  /** Without an item of the list, which has others. */
  YamlText remove(SequenceNode list, Node item) {
    List<Node> items = list.getValue();
    int at = items.indexOf(item);
    if (!isInline(list)) {
      int from = text.lastIndexOf('\n', start(item)) + 1;
      int to = text.indexOf('\n', end(item)) + 1;
      return splice(from, to == 0 ? text.length() : to, "");
    }
    return at == 0
        ? splice(start(item), start(items.get(1)), "")
        : splice(end(items.get(at - 1)), end(item), "");
  }

  /** With that value of the key, which is added behind the others where it is not there. */
  YamlText put(MappingNode mapping, String key, String value) {
    Optional<Node> present = value(mapping, key);
    if (present.isPresent()) {
      return replace(present.get(), value);
    }
    int last = end(mapping.getValue().getLast().getValueNode());
    return splice(last, last, gap(mapping) + key + ": " + value);
  }

  /** The text of a mapping with other values of some keys; those not there yet come last. */
  String copy(MappingNode mapping, Map<String, String> values) {
    StringBuilder copy = new StringBuilder(isInline(mapping) ? "{" : "");
    String gap = "";
    for (NodeTuple each : mapping.getValue()) {
      String key = scalar(each.getKeyNode());
      String value = text.substring(start(each.getValueNode()), end(each.getValueNode()));
      copy.append(gap).append(key).append(": ").append(values.getOrDefault(key, value));
      gap = gap(mapping);
    }
    for (Map.Entry<String, String> each : values.entrySet()) {
      if (value(mapping, each.getKey()).isEmpty()) {
        copy.append(gap).append(each.getKey()).append(": ").append(each.getValue());
      }
    }
    return copy.append(isInline(mapping) ? "}" : "").toString();
  }

  private String gap(MappingNode mapping) {
    return isInline(mapping)
        ? ", "
        : lineBreak() + " ".repeat(mapping.getStartMark().orElseThrow().getColumn());
  }

  private YamlText splice(int from, int to, String by) {
    return new YamlText(text.substring(0, from) + by + text.substring(to));
  }

  /** Where the list's hyphen stands before this item. */
  private String indent(Node item) {
    int hyphen = text.lastIndexOf('-', start(item));
    return " ".repeat(hyphen - text.lastIndexOf('\n', hyphen) - 1);
  }

  private String lineBreak() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private int start(Node node) {
    return at(node.getStartMark().orElseThrow());
  }

  /** Behind the last letter; a block's own mark stands behind comments that are not its own. */
  private int end(Node node) {
    if (node instanceof CollectionNode<?> block && !isInline(block)) {
      return switch (block) {
        case MappingNode mapping -> end(mapping.getValue().getLast().getValueNode());
        case SequenceNode list -> end(list.getValue().getLast());
        default -> throw new IllegalStateException("a third kind of collection");
      };
    }
    return at(node.getEndMark().orElseThrow());
  }

  private int at(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }

  private static boolean isInline(CollectionNode<?> node) {
    return node.getFlowStyle() == FlowStyle.FLOW;
  }

  /** The value of a key, if it is there. */
  static Optional<Node> value(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(each -> scalar(each.getKeyNode()).equals(key))
            .map(NodeTuple::getValueNode)
            .findFirst()
        : Optional.empty();
  }

  /** The text of a scalar; the empty one of anything else. */
  static String scalar(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
