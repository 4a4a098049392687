package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.CannotRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What the steps of a key's replacement change in a document: first who verifies learns of the new
 * key, then who signs uses it, then the old one goes. Pure.
 */
final class Replacement {
  private static final String STATE = "state";
  private static final String NEXT = "next";
  private static final String ACTIVE = "active";

  private Replacement() {}

  /** With the public key {@code to} beside {@code from}, wherever that is trusted. */
  static KeyDocument announce(KeyDocument document, String from, String to) {
    requireAbsent(document, to);
    return each(
        document,
        from,
        (use, yaml) ->
            switch (use.place()) {
              case KeyUse.Place.Listed(SequenceNode list, var _) ->
                  yaml.insert(list, use.node(), to);
              case KeyUse.Place.Entered(SequenceNode list, MappingNode entry) ->
                  yaml.insert(list, entry, yaml.copy(entry, announced(use, to)));
              case KeyUse.Place.Own _ -> throw privately(document, from);
            });
  }

  private static Map<String, String> announced(KeyUse use, String to) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("keyFile", to);
    if (use.hasState()) {
      values.put(STATE, NEXT);
    }
    return values;
  }

  /** With the private key {@code to} in the place of {@code from}. */
  static KeyDocument use(KeyDocument document, String from, String to) {
    return each(
        document,
        from,
        (use, yaml) ->
            switch (use.place()) {
              case KeyUse.Place.Own _ -> yaml.replace(use.node(), to);
              case KeyUse.Place.Listed _, KeyUse.Place.Entered _ -> throw publicly(document, from);
            });
  }

  /** With {@code key} among a role's own receipt keys beside {@code own}, with which it signs. */
  static KeyDocument remember(KeyDocument document, String own, String key) {
    requireAbsent(document, key);
    return each(
        document,
        own,
        (use, yaml) ->
            use.place() instanceof KeyUse.Place.Own(MappingNode keys)
                ? remembering(yaml, keys, key)
                : yaml);
  }

  private static YamlText remembering(YamlText yaml, MappingNode keys, String key) {
    Optional<Node> others = YamlText.value(keys, KeyUse.OTHER_RECEIPTS);
    return others.isPresent()
            && others.get() instanceof SequenceNode list
            && !list.getValue().isEmpty()
        ? yaml.insert(list, list.getValue().getLast(), key)
        : yaml.put(keys, KeyUse.OTHER_RECEIPTS, "[" + key + "]");
  }

  /**
   * Without {@code key} where it is listed; {@code verify-only} until then where the document knows
   * states, with what was announced in its place in use.
   */
  static KeyDocument retire(KeyDocument document, String key, Instant until) {
    return each(
        inUse(document, key),
        key,
        (use, yaml) ->
            switch (use.place()) {
              case KeyUse.Place.Listed(SequenceNode list, boolean needsOne) ->
                  list.getValue().size() == 1 && !needsOne
                      ? yaml.replace(list, "[]")
                      : without(document, yaml, list, use.node());
              case KeyUse.Place.Entered(SequenceNode list, MappingNode entry) ->
                  use.hasState() ? ended(yaml, entry, until) : without(document, yaml, list, entry);
              case KeyUse.Place.Own _ -> throw privately(document, key);
            });
  }

  /** With the keys in use that were announced in the place of {@code key}; there has to be one. */
  private static KeyDocument inUse(KeyDocument document, String key) {
    KeyDocument changed = document;
    for (int i = 0; i < document.uses().size(); i++) {
      KeyUse use = changed.uses().get(i);
      if (use.hasState() && use.file().equals(key)) {
        requireOther(changed, use);
      } else if (use.state().equals(NEXT)
          && document.uses(key).stream().anyMatch(use::isAlike)
          && use.place() instanceof KeyUse.Place.Entered(var _, MappingNode entry)) {
        changed = changed.with(yaml -> yaml.put(entry, STATE, ACTIVE));
      }
    }
    return changed;
  }

  private static void requireOther(KeyDocument document, KeyUse use) {
    boolean other =
        document.uses().stream()
            .filter(each -> !each.file().equals(use.file()) && each.isAlike(use))
            .anyMatch(each -> each.state().equals(NEXT) || each.state().equals(ACTIVE));
    if (!other) {
      throw alone(document);
    }
  }

  private static YamlText ended(YamlText yaml, MappingNode entry, Instant until) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(STATE, "verify-only");
    values.put("notAfter", "'" + until + "'");
    return yaml.replace(entry, yaml.copy(entry, values));
  }

  private static YamlText without(
      KeyDocument document, YamlText yaml, SequenceNode list, Node item) {
    if (list.getValue().size() == 1) {
      throw alone(document);
    }
    return yaml.remove(list, item);
  }

  private static CannotRun alone(KeyDocument document) {
    return new CannotRun(
        document.file() + " has no other key for that.",
        "Announce the next one first: 'sallyport keys rotate'.");
  }

  /** One change for each place that names the key; places are found anew after each. */
  private static KeyDocument each(
      KeyDocument document, String key, BiFunction<KeyUse, YamlText, YamlText> change) {
    int count = document.uses(key).size();
    if (count == 0) {
      throw new CannotRun(
          document.file() + " names no key " + key + ".",
          "'sallyport keys list " + document.file() + "' shows those that it names.");
    }
    KeyDocument changed = document;
    for (int i = 0; i < count; i++) {
      List<KeyUse> left = changed.uses(key);
      KeyUse use = left.get(left.size() - count + i);
      changed = changed.with(yaml -> change.apply(use, yaml));
    }
    return changed;
  }

  private static void requireAbsent(KeyDocument document, String key) {
    if (!document.uses(key).isEmpty()) {
      throw new CannotRun(
          document.file() + " names " + key + " already.", "Make the next key in a new file.");
    }
  }

  private static CannotRun privately(KeyDocument document, String key) {
    return new CannotRun(
        document.file() + " signs with " + key + " itself.",
        "Name the private half of the next key: it comes in its place.");
  }

  private static CannotRun publicly(KeyDocument document, String key) {
    return new CannotRun(
        document.file() + " verifies with " + key + ", and needs no private key.",
        "Name the public half of the next one.");
  }
}
