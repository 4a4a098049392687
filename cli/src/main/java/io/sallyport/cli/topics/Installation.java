package io.sallyport.cli.topics;

import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.ActionFiles;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.topic.Change;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/** The broker and the registry that options name, against what they declare. */
final class Installation {
  private final TopicsOptions options;
  private final TopicsDocument document;

  Installation(TopicsOptions options) {
    this.options = options;
    this.document = options.document();
  }

  /** What differs. */
  List<Difference> plan() {
    List<ActionType> types = types();
    List<Difference> differences = new ArrayList<>(broker(ManifestApply::plan));
    differences.addAll(drift(types));
    return List.copyOf(differences);
  }

  /** Changes what differs and tells what it changed. */
  List<Difference> apply() {
    List<ActionType> types = types();
    List<Difference> changes = new ArrayList<>(broker(ManifestApply::apply));
    if (!types.isEmpty()) {
      Subjects.apply(document.registryOrRefuse(), document.subjects(types))
          .forEach(change -> changes.add(Difference.of(change)));
    }
    return List.copyOf(changes);
  }

  /** What differs, and what is there beside the declaration. */
  List<Difference> verify() {
    List<ActionType> types = types();
    List<Difference> differences = new ArrayList<>();
    try (Admin admin = Admin.create(options.client())) {
      List<Change> changes = document.differences(admin, options.timeout());
      differences.addAll(Writers.second(document, changes));
      changes.forEach(change -> differences.add(Difference.of(change)));
      differences.addAll(new Drifts(admin, document, options.timeout()).all());
    }
    differences.addAll(drift(types));
    return List.copyOf(differences);
  }

  private List<Difference> drift(List<ActionType> types) {
    return types.isEmpty()
        ? List.of()
        : document.drift(types).stream().map(Difference::of).toList();
  }

  private List<Difference> broker(Function<ManifestApply, List<Change>> act) {
    Manifest manifest = document.manifest();
    try (Admin admin = Admin.create(options.client())) {
      return act.apply(new ManifestApply(admin, manifest, options.timeout())).stream()
          .map(Difference::of)
          .toList();
    }
  }

  /** The action types of the bundle, read before anything is changed. */
  private List<ActionType> types() {
    if (options.bundle().isEmpty()) {
      return List.of();
    }
    List<ActionType> types = ActionFiles.read(options.bundle().orElseThrow());
    document.registryOrRefuse();
    return types;
  }
}
