package io.sallyport.cli.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.ActionType;
import io.sallyport.action.lint.Change;
import io.sallyport.action.lint.ChangeRule;
import io.sallyport.action.lint.Evolution;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.contract.bundle.BundleFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One change of an action type between two bundles.
 *
 * @param type the type's full name
 * @param change what changed
 */
record TypeChange(String type, Change change) {

  /** All changes from {@code old} to {@code next}; a type that is new changes nothing. */
  static List<TypeChange> between(Path old, Path next) {
    Map<String, ActionType> now = types(next);
    List<TypeChange> changes = new ArrayList<>();
    new TreeMap<>(types(old))
        .forEach((name, before) -> {
          ActionType after = now.get(name);
          if (after == null) {
            changes.add(new TypeChange(name, new Change("/name", ChangeRule.TYPE_RENAMED)));
          } else {
            Evolution.compare(before, after)
                .forEach(each -> changes.add(new TypeChange(name, each)));
          }
        });
    return List.copyOf(changes);
  }

  private static Map<String, ActionType> types(Path directory) {
    BundleFiles files = BundleFiles.read(directory);
    return ExecutorBundle.isOne(directory, files)
        ? ExecutorBundle.read(directory, files).types()
        : LoadedBundle.read(directory).bundle().actions();
  }

  /** Whether records of the old type may be refused. */
  boolean breaks() {
    return change.rule().grade() == ChangeRule.Grade.BREAKS;
  }

  /** The line for people. */
  String text() {
    return type + change.text();
  }

  void addTo(ObjectNode json) {
    json.put("type", type);
    json.put("pointer", change.pointer());
    json.put("code", change.rule().text());
    json.put("grade", change.rule().grade().text());
    json.put("meaning", change.rule().meaning());
  }
}
