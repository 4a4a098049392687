package io.sallyport.cli.lint;

import io.sallyport.service.config.Problem;
import io.sallyport.service.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The Handler documents of one file with the places of their pins, so that a pin can be changed and
 * every other byte kept.
 *
 * @param file its name
 * @param text all of it
 * @param handlers in their order
 */
record HandlerFile(String file, String text, List<Handler> handlers) {
  HandlerFile {
    handlers = List.copyOf(handlers);
  }

  /**
   * One handler.
   *
   * @param action the full name of its type
   * @param key the key {@code action}, before which a missing pin is written
   * @param inline whether its keys stand within braces
   * @param pin the pin's value, if there is one
   */
  record Handler(String action, Node key, boolean inline, Optional<ScalarNode> pin) {
    String pinned() {
      return pin.map(ScalarNode::getValue).orElse("");
    }

    Node place() {
      return pin.<Node>map(node -> node).orElse(key);
    }
  }

  /** Reads a file that was seen to be YAML. */
  static HandlerFile of(String file, String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
    List<Handler> handlers = new ArrayList<>();
    for (Node document : new Compose(settings).composeAllFromString(text)) {
      if (value(document, "kind").filter(kind -> text(kind).equals("Handler")).isPresent()) {
        value(document, "spec").flatMap(HandlerFile::handler).ifPresent(handlers::add);
      }
    }
    return new HandlerFile(file, text, handlers);
  }

  private static Optional<Handler> handler(Node spec) {
    Optional<Node> action = value(spec, "action");
    if (action.isEmpty() || !(spec instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    Node key = tuple(spec, "action").orElseThrow().getKeyNode();
    Optional<ScalarNode> pin =
        value(spec, "fingerprint").filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
    boolean inline = mapping.getFlowStyle() == FlowStyle.FLOW;
    return Optional.of(new Handler(text(action.get()), key, inline, pin));
  }

  /** The text with {@code handler}'s pin set; nothing else changes. */
  HandlerFile pinned(Handler handler, String fingerprint) {
    Mark start = handler.place().getStartMark().orElseThrow();
    if (handler.pin().isPresent()) {
      Mark end = handler.pin().get().getEndMark().orElseThrow();
      return of(file, text.substring(0, at(start)) + fingerprint + text.substring(at(end)));
    }
    String gap = handler.inline() ? ", " : lineBreak() + " ".repeat(start.getColumn());
    String pin = "fingerprint: " + fingerprint + gap;
    return of(file, text.substring(0, at(start)) + pin + text.substring(at(start)));
  }

  /** A problem at {@code node}. */
  Problem problem(Node node, String message) {
    Mark mark = node.getStartMark().orElseThrow();
    String snippet =
        mark.createSnippet(4, 100)
            .lines()
            .map(VisibleText::escape)
            .collect(Collectors.joining("\n"));
    return new Problem(
        file, mark.getLine() + 1, mark.getColumn() + 1, VisibleText.escape(message), snippet);
  }

  private int at(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }

  private String lineBreak() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private static Optional<Node> value(Node node, String key) {
    return tuple(node, key).map(NodeTuple::getValueNode);
  }

  private static Optional<NodeTuple> tuple(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(each -> text(each.getKeyNode()).equals(key))
            .findFirst()
        : Optional.empty();
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
