package io.sallyport.cli.topics;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.confluent.Drift;
import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Change;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.contract.topic.TopicSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/**
 * A document of kind {@code Topics}: what an installation chooses about its topics.
 *
 * @param spec the choices
 * @param manifest what follows from them
 * @param registry where the action schemas are registered, if they are
 */
public record TopicsDocument(
    ManifestSpec spec, Manifest manifest, Optional<RegistryConfig> registry) {
  private static final ByteCount MAX_BODY = ByteCount.ofMib(16);
  private static final int MAX_REPLICATION = 9;

  /** Reads a file of one such document, or throws {@code ConfigException} with all problems. */
  public static TopicsDocument read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Topics");
    ConfigNode spec = document.spec();
    return document.finish(() -> {
      ManifestSpec choices = choices(spec);
      Manifest manifest =
          manifest(spec, choices).withPrincipalPrefix(spec.text("principalPrefix", ""));
      return new TopicsDocument(choices, manifest, registry(spec));
    });
  }

  private static Manifest manifest(ConfigNode spec, ManifestSpec choices) {
    Manifest manifest = Manifest.of(choices, targets(spec.childOrEmpty("targets")));
    return spec.flag("schemaTopic", false) ? manifest.withSchemas(choices) : manifest;
  }

  /** Topics of others that executors write to, by cell. */
  private static Map<String, List<String>> targets(ConfigNode node) {
    Map<String, List<String>> targets = new TreeMap<>();
    node.keys().forEach(cell -> targets.put(cell, node.texts(cell)));
    return targets;
  }

  private static ManifestSpec choices(ConfigNode spec) {
    ConfigNode partitions = spec.childOrEmpty("partitions");
    return new ManifestSpec(
        new Topics(spec.text("prefix", "sallyport")),
        (short) spec.integer("replication", 3, 1, MAX_REPLICATION),
        partitions(partitions, "untrusted"),
        partitions(partitions, "desk"),
        partitions(partitions, "held"),
        counts(spec.child("cells")),
        counts(spec.childOrEmpty("sources")),
        spec.size("maxBody", ByteCount.ofMib(1), new ByteCount(1), MAX_BODY).asInt());
  }

  private static int partitions(ConfigNode node, String key) {
    return (int) node.integer(key, 2, 1, ManifestSpec.MAX_PARTITIONS);
  }

  /** Partitions by the names of cells, or of direct producers. */
  private static Map<String, Integer> counts(ConfigNode node) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String name : node.keys()) {
      if (!Topics.NAME.matcher(name).matches()) {
        node.problem(name, "names are 1 to 40 of a-z, 0-9 and '-'");
      }
      counts.put(name, (int) node.integer(name, 1, ManifestSpec.MAX_PARTITIONS));
    }
    return counts;
  }

  private static Optional<RegistryConfig> registry(ConfigNode spec) {
    return spec.optionalChild("registry").map(RegistryConfig::read);
  }

  /** How many topics it declares. */
  public int size() {
    return manifest.topics().size();
  }

  /** The names of the topics that it declares. */
  public Set<String> names() {
    return manifest.topics().stream().map(TopicSpec::name).collect(Collectors.toSet());
  }

  /** What differs on the broker behind {@code admin}. */
  public List<Change> differences(Admin admin, Duration timeout) {
    return new ManifestApply(admin, manifest, timeout).plan();
  }

  /** What the registry lacks of the subjects of {@code types}. */
  public List<Drift> drift(List<ActionType> types) {
    return Subjects.drift(registryOrRefuse(), subjects(types));
  }

  /** The registry, for whoever was given a bundle to compare with it. */
  RegistryConfig registryOrRefuse() {
    return registry.orElseThrow(() ->
        new CannotRun(
            "the Topics document names no registry, so --bundle has nothing to compare.",
            "Add registry: {url: ...} to it, or leave --bundle out."));
  }

  /** The subjects of {@code types}. */
  Map<String, Schema> subjects(List<ActionType> types) {
    Map<String, Schema> subjects = new TreeMap<>();
    for (ActionType type : types) {
      subjects.put(Subjects.name(spec.topics().trusted(type.cell()), type), type.schema());
    }
    return subjects;
  }
}
