package io.sallyport.compose.sample;

import io.sallyport.action.ActionType;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.registry.RegistryProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/**
 * A sample in an installation of its own: a broker with mutual TLS and the manifest's grants, a
 * registry, and ingest, the validator and each executor as processes. One test's thread owns it.
 */
final class SampleSite implements AutoCloseable {
  static final Topics TOPICS = new Topics("sallyport");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final Sample sample;
  private final EmbeddedBroker broker;
  private final RegistryProcess registry;
  private final Target target = Target.listen();
  private final int port = FreePorts.choose(1).getFirst();
  private final Map<String, SigningKey> keys = new TreeMap<>();
  private final List<RoleRun> roles = new ArrayList<>();

  private SampleSite(Path directory, Sample sample) {
    this.directory = directory;
    this.sample = sample;
    this.broker = EmbeddedBroker.start(directory.resolve("kafka"));
    this.registry = RegistryProcess.start(directory.resolve("registry"));
  }

  /** Everything but the processes: whoever sends has to write its public key first. */
  static SampleSite open(Path directory, String name) {
    SampleSite site = new SampleSite(directory, Sample.named(name));
    ManifestSpec spec = ManifestSpec.small(TOPICS, site.sample.cells().toArray(String[]::new));
    try (Admin admin = Admin.create(site.client("admin"))) {
      new ManifestApply(admin, Manifest.of(spec), PATIENCE).apply();
    }
    Subjects.apply(site.registry(), site.subjects());
    new SampleHomes(site).write();
    return site;
  }

  private Map<String, Schema> subjects() {
    return sample.types("validator").stream()
        .collect(
            Collectors.toMap(
                type -> Subjects.name(TOPICS.trusted(type.cell()), type), ActionType::schema));
  }

  /** Starts the processes and waits until each is ready. */
  SampleSite start() {
    roles.add(RoleRun.launch("io.sallyport.validator.ValidatorMain", home("validator")));
    for (String executor : sample.executors()) {
      roles.add(RoleRun.launch("io.sallyport.executor.ExecutorMain", home(executor)));
    }
    roles.add(RoleRun.launch("io.sallyport.ingest.IngestMain", home("ingest")));
    roles.forEach(RoleRun::awaitReady);
    return this;
  }

  Sample sample() {
    return sample;
  }

  Target target() {
    return target;
  }

  /** A key of that name, made when it is asked for first. */
  SigningKey key(String name) {
    return keys.computeIfAbsent(name, _ -> SigningKey.generate());
  }

  /** Where a role or person has its files. */
  Path home(String name) {
    return directory.resolve(name);
  }

  Environment environment() {
    return new Environment("sample-" + broker.clusterId());
  }

  String registry() {
    return registry.url().toString();
  }

  /** Where ingest listens. */
  int port() {
    return port;
  }

  URI source(String name) {
    return URI.create("http://127.0.0.1:" + port + "/v1/sources/" + name);
  }

  /** Kafka settings of a principal. */
  Map<String, Object> client(String principal) {
    return broker.clientProperties(principal);
  }

  @Override
  public void close() {
    roles.forEach(RoleRun::close);
    target.close();
    registry.close();
    broker.close();
  }
}
