package io.sallyport.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a configuration document, read key by key.
 *
 * <p>A reader never throws: it notes a problem and returns a harmless placeholder, so that {@link
 * ConfigDocument#finish} can report everything at once. A key that no reader asked for is a
 * problem. Owned by the thread that reads the document.
 */
public final class ConfigNode {
  private final Path home;
  private final Problems problems;
  private final Optional<Mark> mark;
  private final boolean present;
  private final Entries entries;
  private final List<ConfigNode> opened = new ArrayList<>();

  ConfigNode(Path home, Problems problems, String path, MappingNode mapping) {
    this.home = home;
    this.problems = problems;
    this.mark = mapping.getStartMark();
    this.present = true;
    this.entries = new Entries(path, problems, mapping);
  }

  private ConfigNode(ConfigNode parent, String path) {
    this.home = parent.home;
    this.problems = parent.problems;
    this.mark = parent.mark;
    this.present = false;
    this.entries = new Entries(path, problems);
  }

  /** A required text. */
  public String text(String key) {
    return required(key, Function.identity(), "");
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String key) {
    return optional(key, Function.identity());
  }

  /** A text with a default. */
  public String text(String key, String fallback) {
    return optionalText(key).orElse(fallback);
  }

  /** A required whole number within inclusive bounds. */
  public long integer(String key, long min, long max) {
    return required(key, Scalars.integer(min, max), min);
  }

  /** A whole number within inclusive bounds, with a default. */
  public long integer(String key, long fallback, long min, long max) {
    return optional(key, Scalars.integer(min, max)).orElse(fallback);
  }

  /** True or false, with a default. */
  public boolean flag(String key, boolean fallback) {
    return optional(key, Scalars::flag).orElse(fallback);
  }

  /** A required duration within inclusive bounds. */
  public Duration duration(String key, Duration min, Duration max) {
    return required(key, Scalars.duration(min, max), min);
  }

  /** A duration within inclusive bounds, with a default. */
  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    return optionalDuration(key, min, max).orElse(fallback);
  }

  /** A duration within inclusive bounds that may be absent. */
  public Optional<Duration> optionalDuration(String key, Duration min, Duration max) {
    return optional(key, Scalars.duration(min, max));
  }

  /** A size within inclusive bounds, with a default. */
  public ByteCount size(String key, ByteCount fallback, ByteCount min, ByteCount max) {
    return optional(key, Scalars.size(min, max)).orElse(fallback);
  }

  /** A required word: a constant's name, written {@code likeThis} or {@code like-this}. */
  public <E extends Enum<E>> E choice(String key, Class<E> kind) {
    return required(key, Scalars.choice(kind), kind.getEnumConstants()[0]);
  }

  /** A word as {@link #choice(String, Class)} reads it, with a default. */
  public <E extends Enum<E>> E choice(String key, Class<E> kind, E fallback) {
    return optional(key, Scalars.choice(kind)).orElse(fallback);
  }

  /** A required path, resolved against the home directory of the process. */
  public Path path(String key) {
    return required(key, this::resolve, home);
  }

  /** A path as {@link #path(String)} reads it, with a default. */
  public Path path(String key, String fallback) {
    return optional(key, this::resolve).orElseGet(() -> home.resolve(fallback));
  }

  /** The paths of a list, each resolved against the home directory; empty if the key is absent. */
  public List<Path> paths(String key) {
    return texts(key).stream().map(this::resolve).toList();
  }

  /** The texts of a list; empty if the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> scalar(entries.label(key), item).ifPresent(texts::add));
    return List.copyOf(texts);
  }

  /** A mapping of texts with free keys, in their order; empty if the key is absent. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    optionalChild(key)
        .ifPresent(child ->
            child
                .keys()
                .forEach(
                    each -> child.optionalText(each).ifPresent(text -> texts.put(each, text))));
    return texts;
  }

  /** A required mapping. */
  public ConfigNode child(String key) {
    Optional<ConfigNode> child = optionalChild(key);
    if (child.isEmpty() && entries.ask(key).isEmpty()) {
      missing(key);
    }
    return child.orElseGet(() -> new ConfigNode(this, entries.label(key)));
  }

  /** A mapping that may be absent. */
  public Optional<ConfigNode> optionalChild(String key) {
    return entries.ask(key).flatMap(node -> open(entries.label(key), node));
  }

  /** A mapping whose keys all have defaults: absent reads as empty. */
  public ConfigNode childOrEmpty(String key) {
    return optionalChild(key).orElseGet(() -> new ConfigNode(this, entries.label(key)));
  }

  /** The mappings of a list; empty if the key is absent. */
  public List<ConfigNode> children(String key) {
    List<ConfigNode> children = new ArrayList<>();
    int index = 0;
    for (Node item : items(key)) {
      open(entries.label(key) + "[" + index + "]", item).ifPresent(children::add);
      index++;
    }
    return List.copyOf(children);
  }

  /** The keys that the file gives, in its order; asking for them does not make them known. */
  public List<String> keys() {
    return entries.keys();
  }

  /** The directory that relative paths are resolved against. */
  public Path home() {
    return home;
  }

  /** Notes a problem at the key's value, or at this mapping if the key is absent. */
  public void problem(String key, String message) {
    problems.add(entries.mark(key).or(() -> mark), entries.label(key) + ": " + message);
  }

  void reportUnknown(boolean onlyMistyped) {
    entries.reportUnknown(onlyMistyped);
    opened.forEach(child -> child.reportUnknown(onlyMistyped));
  }

  private <T> T required(String key, Function<String, T> parser, T placeholder) {
    if (entries.ask(key).isEmpty()) {
      missing(key);
      return placeholder;
    }
    return optional(key, parser).orElse(placeholder);
  }

  private <T> Optional<T> optional(String key, Function<String, T> parser) {
    return entries
        .ask(key)
        .flatMap(node -> scalar(entries.label(key), node))
        .flatMap(text -> parse(key, text, parser));
  }

  private <T> Optional<T> parse(String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void missing(String key) {
    if (present) {
      problems.add(mark, entries.label(key) + ": the key is missing");
    }
  }

  private Optional<String> scalar(String label, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      problems.add(node.getStartMark(), label + ": must be a single value");
      return Optional.empty();
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      problems.add(node.getStartMark(), label + ": must not be empty");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  private List<Node> items(String key) {
    Optional<Node> found = entries.ask(key);
    if (found.isPresent() && !(found.get() instanceof SequenceNode)) {
      problem(key, "must be a list");
    }
    return found
        .filter(SequenceNode.class::isInstance)
        .map(node -> ((SequenceNode) node).getValue())
        .orElse(List.of());
  }

  private Optional<ConfigNode> open(String label, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node.getStartMark(), label + ": must be a mapping of keys to values");
      return Optional.empty();
    }
    ConfigNode child = new ConfigNode(home, problems, label, mapping);
    opened.add(child);
    return Optional.of(child);
  }

  private Path resolve(String text) {
    return home.resolve(text);
  }
}
