package io.sallyport.cli.lint;

import io.sallyport.action.ActionType;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the command can tell of an executor's bundle without the executor: its schemas, the heads of
 * its documents, and whether its handlers' pins are those of its schemas.
 *
 * @param files all files
 * @param types its action types by full name
 * @param handlers the files that hold handlers
 */
record ExecutorBundle(
    BundleFiles files, Map<String, ActionType> types, List<HandlerFile> handlers) {
  private static final Set<String> KINDS = Set.of("Handler", "Credential", "Trust", "Approvers");
  private static final Set<String> OWN = Set.of("Handler", "Credential", "Trust");

  /** Whether {@code files} are those of an executor's bundle. */
  static boolean isOne(Path directory, BundleFiles files) {
    return files.below(directory, ".yaml").entrySet().stream()
        .anyMatch(file -> holdsOwn(file.getKey(), file.getValue()));
  }

  private static boolean holdsOwn(String file, String text) {
    try {
      return ConfigFile.parse(file, text).stream().anyMatch(each -> OWN.contains(each.kind()));
    } catch (ConfigException e) {
      return false; // whoever reads the bundle next tells it
    }
  }

  /** Reads it; throws {@link ConfigException} with all problems but those of pins. */
  static ExecutorBundle read(Path directory, BundleFiles files) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ActionType> byFile = new TreeMap<>();
    files.below(directory, ".avsc").forEach((file, text) -> type(file, text, byFile, problems));
    Map<String, Integer> groups = new HashMap<>();
    List<HandlerFile> handlers = new ArrayList<>();
    files
        .below(directory, ".yaml")
        .forEach((file, text) -> {
          try {
            ConfigFile.parse(file, text)
                .forEach(document -> {
                  check(document, problems);
                  groups.putAll(groups(document));
                });
            handlers.add(HandlerFile.of(file, text));
          } catch (ConfigException e) {
            problems.addAll(e.problems());
          }
        });
    byFile.forEach((file, type) ->
        approval(type, groups)
            .ifPresent(why -> problems.add(new Problem(file, 1, 1, "/" + why, ""))));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Map<String, ActionType> types = new TreeMap<>();
    byFile.values().forEach(type -> types.put(type.name(), type));
    return new ExecutorBundle(files, types, handlers);
  }

  private static void type(
      String file, String text, Map<String, ActionType> byFile, List<Problem> problems) {
    switch (ActionType.parse(text)) {
      case ActionType.Parsed(ActionType type) -> byFile.put(file, type);
      case ActionType.Refused(List<SchemaProblem> found) ->
          found.forEach(each -> problems.add(new Problem(file, 1, 1, each.text(), "")));
    }
  }

  /** How many members each group has; the executor looks at who they are. */
  private static Map<String, Integer> groups(ConfigDocument document) {
    Map<String, Integer> groups = new HashMap<>();
    if (document.kind().equals(ApproversReader.KIND)) {
      ConfigNode node = document.spec().childOrEmpty("groups");
      node.keys().forEach(group -> groups.put(group, node.texts(group).size()));
    }
    return groups;
  }

  private static Optional<String> approval(ActionType type, Map<String, Integer> groups) {
    return type.approval()
        .flatMap(asked ->
            Approvers.shortfall(
                asked.group(), asked.threshold(), Optional.ofNullable(groups.get(asked.group()))));
  }

  private static void check(ConfigDocument document, List<Problem> problems) {
    if (!KINDS.contains(document.kind())) {
      String kinds = String.join(", ", KINDS.stream().sorted().toList());
      problems.addAll(document.problem("kind: an executor's bundle has " + kinds).problems());
    }
  }

  /** What is wrong with its pins. */
  List<Problem> pins() {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> performed = new HashMap<>();
    for (HandlerFile file : handlers) {
      for (HandlerFile.Handler each : file.handlers()) {
        ActionType type = types.get(each.action());
        if (type == null) {
          problems.add(file.problem(each.key(), "action: the bundle has no schema of this name"));
        } else if (!each.pinned().equals(type.fingerprint().text())) {
          problems.add(
              file.problem(
                  each.place(),
                  "fingerprint: the bundle's schema has "
                      + type.fingerprint().text()
                      + "; review it, then 'sallyport lint --pin' writes it here"));
        }
        if (performed.put(each.action(), file.file()) != null) {
          problems.add(file.problem(each.key(), "action: another handler performs this type"));
        }
      }
    }
    return List.copyOf(problems);
  }
}
