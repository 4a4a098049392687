package io.sallyport.quickstart.provision;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a stack of one cell can carry out what the rules of a bundle may propose. What does not
 * fit would be refused by the executor with the same code, once a sender had been told yes.
 *
 * @param types the validator's action types by file
 * @param pinned the executor's by name
 * @param performed the names of those that a handler performs
 */
record Fit(Map<Path, ActionType> types, Map<String, ActionType> pinned, Set<String> performed) {
  private static final String HANDLER = "Handler";

  Fit {
    types = new TreeMap<>(types);
    pinned = Map.copyOf(pinned);
    performed = Set.copyOf(performed);
  }

  /** Throws {@link ConfigException} with all that does not fit. */
  static void require(Path bundle, Path executorBundle) {
    Map<String, ActionType> pinned = new TreeMap<>();
    types(executorBundle).values().forEach(type -> pinned.put(type.name(), type));
    List<Problem> problems = new Fit(types(bundle), pinned, performed(executorBundle)).problems();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /**
   * Throws unless both bundles have the same sources and action types: ingest, the registry and the
   * executor learn of others only when the stack starts.
   */
  static void requireSame(Path running, Path changed) {
    Set<String> others = new TreeSet<>(changed(Sources.texts(running), Sources.texts(changed)));
    others.addAll(changed(fingerprints(running), fingerprints(changed)));
    if (!others.isEmpty()) {
      throw new DataException(
          String.join(", ", others)
              + ": ingest, the registry and the executor learn of it when they start;"
              + " stop the stack with 'sallyport down', then name the bundle to 'sallyport up'");
    }
  }

  private static List<String> changed(Map<String, String> running, Map<String, String> changed) {
    List<String> found = new ArrayList<>();
    changed.forEach((name, text) -> {
      if (!text.equals(running.get(name))) {
        found.add("another " + name);
      }
    });
    running.keySet().stream()
        .filter(name -> !changed.containsKey(name))
        .forEach(name -> found.add("no " + name));
    return found;
  }

  private static Map<String, String> fingerprints(Path bundle) {
    Map<String, String> found = new TreeMap<>();
    types(bundle)
        .values()
        .forEach(type -> found.put("action type " + type.name(), type.fingerprint().text()));
    return found;
  }

  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    types.forEach((file, type) -> problem(file, type).ifPresent(problems::add));
    return problems;
  }

  private Optional<Problem> problem(Path file, ActionType type) {
    if (!type.cell().equals(Provisioning.CELL)) {
      return Optional.of(
          problem(
              file,
              "cell",
              Code.ACTION_UNKNOWN,
              "this stack has no cell '%s'; write \"cell\": \"%s\""
                  .formatted(type.cell(), Provisioning.CELL)));
    }
    if (type.effect().compareTo(Effect.WRITE) > 0) {
      return Optional.of(
          problem(
              file,
              "effect",
              Code.EFFECT_TOO_HIGH,
              "'%s' is above this stack's 'write'; only an installation of your own performs it"
                  .formatted(type.effect().text())));
    }
    return unpinned(type).map(why -> problem(file, "name", why.code(), why.text()));
  }

  /** Why the executor would not know a record of that type. */
  private record Why(Code code, String text) {}

  private Optional<Why> unpinned(ActionType type) {
    if (!performed.contains(type.name())) {
      return Optional.of(
          new Why(
              Code.ACTION_UNKNOWN,
              "no handler of the executor's bundle performs %s; 'sallyport init DIR --from BUNDLE'"
                      .formatted(type.name())
                  + " makes that side, and --executor-bundle DIR names it"));
    }
    if (pinned.containsValue(type)) {
      return Optional.empty();
    }
    return Optional.of(
        new Why(
            Code.FINGERPRINT_UNKNOWN,
            "the executor's bundle has another schema of %s; compare them, copy this one there,"
                    .formatted(type.name())
                + " then 'sallyport lint --pin DIR --from BUNDLE'"));
  }

  /** At a key of the schema. */
  private static Problem problem(Path file, String key, Code code, String why) {
    String message = code.text() + ": " + why;
    List<String> lines = Bundles.read(file).lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      int column = lines.get(line).indexOf('"' + key + '"');
      if (column >= 0) {
        return new Problem(file.toString(), line + 1, column + 1, message, "");
      }
    }
    return new Problem(file.toString(), 1, 1, message, "");
  }

  private static Map<Path, ActionType> types(Path bundle) {
    Map<Path, ActionType> types = new TreeMap<>();
    for (Path file : Bundles.schemas(bundle)) {
      switch (ActionType.parse(Bundles.read(file))) {
        case ActionType.Parsed(ActionType type) -> types.put(file, type);
        case ActionType.Refused _ ->
            throw new DataException(
                file + " is no action schema; 'sallyport lint " + bundle + "' tells why");
      }
    }
    return types;
  }

  private static Set<String> performed(Path bundle) {
    Set<String> names = new HashSet<>();
    for (Path file : Bundles.documents(bundle)) {
      for (ConfigDocument document : ConfigFile.parse(file.toString(), Bundles.read(file))) {
        if (document.kind().equals(HANDLER)) {
          names.add(document.spec().text("action", ""));
        }
      }
    }
    return names;
  }
}
