package io.sallyport.quickstart.stack;

import io.sallyport.action.ActionType;
import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.provision.Provisioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** The topics, ACLs and subjects of the demonstration's installation. */
final class Resources {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Topics TOPICS = new Topics(Provisioning.PREFIX);

  private Resources() {}

  /** Brings the broker to the manifest and returns how much had to change. */
  static int applyManifest(Map<String, String> admin) {
    var spec = ManifestSpec.small(TOPICS, Provisioning.CELL);
    try (Admin client = Admin.create(Map.copyOf(admin))) {
      return new ManifestApply(client, Manifest.of(spec), TIMEOUT).apply().size();
    }
  }

  /** Registers each action schema for the trusted topic of its cell. */
  static int applySubjects(String url, List<Path> files) {
    Map<String, Schema> subjects = new TreeMap<>();
    for (Path file : files) {
      ActionType type = parse(file);
      subjects.put(Subjects.name(TOPICS.trusted(type.cell()), type), type.schema());
    }
    var cold = new RegistryConfig(URI.create(url), TIMEOUT, TIMEOUT);
    return Subjects.apply(cold, subjects).size();
  }

  private static ActionType parse(Path file) {
    try {
      return switch (ActionType.parse(Files.readString(file))) {
        case ActionType.Parsed(ActionType type) -> type;
        case ActionType.Refused refused ->
            throw new DataException(file + " is not an action schema: " + refused.problems());
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
