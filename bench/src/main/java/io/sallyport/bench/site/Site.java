package io.sallyport.bench.site;

import io.sallyport.confluent.Subjects;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.registry.RegistryProcess;
import io.sallyport.validator.ValidatorMain;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * An installation for one run: a real broker with mutual TLS, the manifest's topics and grants, a
 * real registry, and a validator: each is a process of its own. All of it lies in a temporary
 * directory, which is gone after {@link #close} and after the end of this JVM.
 */
public final class Site implements AutoCloseable {
  /** The names below the gate's prefix. */
  public static final Topics TOPICS = new Topics("sallyport");

  /** The only cell of the bundle. */
  public static final String CELL = "deployments";

  /** Of the untrusted topic, and of all others. */
  public static final int PARTITIONS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final BrokerProcess broker;
  private final RegistryProcess registry;
  private final Bundle bundle;
  private final int threads;
  private final SigningKey mandateKey = SigningKey.generate();
  private final SigningKey receiptKey = SigningKey.generate();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Site(Path directory, Bundle bundle, int threads) {
    this.directory = directory;
    this.bundle = bundle;
    this.threads = threads;
    this.registry = RegistryProcess.start(directory.resolve("registry"));
    this.broker = BrokerProcess.start(directory.resolve("kafka"));
  }

  /**
   * Starts everything but the validator.
   *
   * @param bundle its bundle
   * @param threads how many of its stream threads share the partitions
   */
  public static Site open(Path bundle, int threads) {
    Path directory = TemporaryDirectory.create("sallyport-site");
    Bundle read = BundleReader.read(bundle, Path.of(""), BundleLimits.DEFAULTS);
    Site site = new Site(directory, read, threads);
    Runtime.getRuntime().addShutdownHook(new Thread(site::close, "close-site"));
    try {
      site.provision(bundle.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  private void provision(Path files) throws IOException {
    try (Admin admin = Admin.create(client("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, CELL));
      new ManifestApply(admin, manifest, PATIENCE).apply();
    }
    Map<String, Schema> subjects =
        bundle.actions().values().stream()
            .collect(
                Collectors.toMap(
                    type -> Subjects.name(TOPICS.trusted(CELL), type), type -> type.schema()));
    Subjects.apply(registry.url().toString(), subjects);
    Path home = directory.resolve("validator");
    Files.createDirectories(home.resolve("keys"));
    KeyFile.writePrivate(home.resolve("keys/mandate.pem"), mandateKey);
    KeyFile.writePrivate(home.resolve("keys/receipt.pem"), receiptKey);
    Files.writeString(home.resolve("config.yaml"), config(files));
  }

  private String config(Path files) {
    String kafka =
        client("validator").entrySet().stream()
            .map(entry -> "    " + entry.getKey() + ": '" + entry.getValue() + "'")
            .collect(Collectors.joining("\n"));
    return """
    apiVersion: sallyport/v1
    kind: Validator
    metadata: {name: validator}
    spec:
      environment: bench-%s
      bundle: '%s'
      dev: true
      threads: %d
      holds: {perPrincipal: 10000, total: 10000}
      registry: {url: '%s'}
      keys: {mandate: keys/mandate.pem, receipt: keys/receipt.pem}
      kafka:
    %s
    """
        .formatted(broker.clusterId(), files, threads, registry.url(), kafka);
  }

  /** A validator process that is about to start; it keeps its state from one to the next. */
  public JvmProcess launchValidator() {
    Path home = directory.resolve("validator");
    return JvmProcess.launch(home, ValidatorMain.class, home.resolve("config.yaml"));
  }

  /** Topics like the gate's, below another prefix, for {@code admin} alone. */
  public void addTopics(Topics topics) {
    addTopics(client("admin"), topics);
  }

  /** The same on any broker, asked for with {@code client}. */
  public static void addTopics(Map<String, Object> client, Topics topics) {
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, CELL));
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(
              manifest.topics().stream()
                  .map(topic ->
                      new NewTopic(topic.name(), topic.partitions(), topic.replication())
                          .configs(topic.config()))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Client properties of a principal. */
  public Map<String, Object> client(String principal) {
    return broker.clientProperties(principal);
  }

  /** What the gate decides by. */
  public Bundle bundle() {
    return bundle;
  }

  /** Deliveries for the gate's untrusted topic. */
  public Deliveries deliveries() {
    return new Deliveries(bundle, TOPICS.untrusted(), PARTITIONS);
  }

  /** The public halves of the gate's keys. */
  public GateKeys keys() {
    return new GateKeys(mandateKey.jwk(), receiptKey.jwk());
  }

  /** Where this run keeps its files. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      registry.close();
      broker.close();
      TemporaryDirectory.delete(directory);
    }
  }
}
