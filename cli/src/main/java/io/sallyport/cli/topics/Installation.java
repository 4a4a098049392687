package io.sallyport.cli.topics;

import io.sallyport.cli.bundle.ActionFiles;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.topic.Change;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
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
    Map<String, Schema> subjects = subjects();
    List<Difference> differences = new ArrayList<>(broker(ManifestApply::plan));
    registry()
        .ifPresent(registry ->
            Subjects.drift(registry, subjects)
                .forEach(drift -> differences.add(Difference.of(drift))));
    return List.copyOf(differences);
  }

  /** Changes what differs and tells what it changed. */
  List<Difference> apply() {
    Map<String, Schema> subjects = subjects();
    List<Difference> changes = new ArrayList<>(broker(ManifestApply::apply));
    registry()
        .ifPresent(registry ->
            Subjects.apply(registry, subjects)
                .forEach(change -> changes.add(Difference.of(change))));
    return List.copyOf(changes);
  }

  private List<Difference> broker(Function<ManifestApply, List<Change>> act) {
    Manifest manifest = document.manifest();
    try (Admin admin = Admin.create(options.client())) {
      return act.apply(new ManifestApply(admin, manifest, options.timeout())).stream()
          .map(Difference::of)
          .toList();
    }
  }

  /** The registry, if the bundle's subjects are asked for. */
  private Optional<RegistryConfig> registry() {
    if (options.bundle().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        document
            .registry()
            .orElseThrow(() ->
                new CannotRun(
                    "the Topics document names no registry, so --bundle has nothing to compare.",
                    "Add registry: {url: ...} to it, or leave --bundle out.")));
  }

  /** The subjects of the bundle, read before anything is changed. */
  private Map<String, Schema> subjects() {
    return document.subjects(options.bundle().map(ActionFiles::read).orElse(List.of()));
  }
}
