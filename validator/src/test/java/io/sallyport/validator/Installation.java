package io.sallyport.validator;

import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.Subjects;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.registry.RegistryProcess;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with the manifest's topics and grants, a real registry, a validator process. */
final class Installation implements AutoCloseable {
  /** A registry's first answers take long on a machine with much to do. */
  private static final Duration COLD = Duration.ofSeconds(30);

  private final Path home;
  private final EmbeddedBroker broker;
  private final RegistryProcess registry;
  private final int adminPort = FreePorts.choose(1).getFirst();
  private final ValidatorProcess validator;

  private Installation(Path home, EmbeddedBroker broker, RegistryProcess registry) {
    this.home = home;
    this.broker = broker;
    this.registry = registry;
    this.validator = new ValidatorProcess(home, adminPort);
  }

  /** With the demo's bundle but for its gated type. */
  static Installation start(Path directory) {
    try {
      return start(directory, Bundles.copy(Files.createDirectory(directory.resolve("bundle"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With another bundle than the demo's. */
  static Installation start(Path directory, Path bundle) {
    return start(directory, ManifestSpec.small(Demo.TOPICS, "deployments"), bundle);
  }

  /** The same, and one more field of the process's own file. */
  static Installation start(Path directory, Path bundle, String field) {
    return start(directory, ManifestSpec.small(Demo.TOPICS, "deployments"), bundle, field);
  }

  /** With these topics, and a validator that decides by the bundle there. */
  static Installation start(Path directory, ManifestSpec spec, Path bundle) {
    return start(directory, spec, bundle, "");
  }

  private static Installation start(Path directory, ManifestSpec spec, Path bundle, String field) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
    RegistryProcess registry = RegistryProcess.start(directory.resolve("registry"));
    Installation installation = new Installation(directory.resolve("validator"), broker, registry);
    boolean isProvisioned = false;
    try {
      installation.provision(spec, bundle, field);
      isProvisioned = true;
      return installation;
    } finally {
      if (!isProvisioned) {
        installation.close();
      }
    }
  }

  private void provision(ManifestSpec spec, Path bundle, String field) {
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, Manifest.of(spec), Duration.ofSeconds(30)).apply();
    }
    String trusted = Demo.TOPICS.trusted("deployments");
    Map<String, Schema> subjects =
        Demo.bundle().actions().values().stream()
            .collect(Collectors.toMap(type -> Subjects.name(trusted, type), type -> type.schema()));
    Subjects.apply(new RegistryConfig(registry.url(), COLD, COLD), subjects);
    try {
      Files.createDirectories(home.resolve("keys"));
      KeyFile.writePrivate(home.resolve("keys/mandate.pem"), Demo.MANDATE_KEY);
      KeyFile.writePrivate(home.resolve("keys/receipt.pem"), Demo.RECEIPT_KEY);
      KeyFile.writePublic(home.resolve("keys/operator.jwk"), Demo.OPERATOR_KEY.jwk());
      KeyFile.writePublic(home.resolve("keys/another.jwk"), SigningKey.generate().jwk());
      KeyFile.writePublic(home.resolve("keys/executor.jwk"), Demo.EXECUTOR_KEY.jwk());
      Files.writeString(home.resolve("config.yaml"), config(bundle, field));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String config(Path bundle, String field) {
    String kafka =
        broker.clientProperties("validator").entrySet().stream()
            .map(entry -> "    " + entry.getKey() + ": '" + entry.getValue() + "'")
            .collect(Collectors.joining("\n"));
    return """
    apiVersion: sallyport/v1
    kind: Validator
    metadata: {name: validator}
    spec:
      environment: test-%s
      bundle: '%s'
      dev: true
      threads: 2
      reload: 1s
      operators: [{id: %s, keyFile: keys/operator.jwk}]
      revokers: [{id: %s, keyFile: keys/operator.jwk}, {id: another, keyFile: keys/another.jwk}]
      executors: [{cell: deployments, keyFiles: [keys/executor.jwk]}]
      %s
      registry: {url: '%s'}
      admin: {host: 127.0.0.1, port: %d}
      keys: {mandate: keys/mandate.pem, receipt: keys/receipt.pem}
      kafka:
    %s
    """
        .formatted(
            broker.clusterId(),
            bundle.toAbsolutePath().normalize(),
            Demo.OPERATOR,
            Demo.OPERATOR,
            field,
            registry.url(),
            adminPort,
            kafka);
  }

  /** Starts a validator process and waits until it says that it is ready. */
  void startValidator() {
    validator.start();
  }

  /** Starts it and does not wait. */
  Process launchValidator() {
    return validator.launch();
  }

  /** Waits until one that was started says that it is ready. */
  void awaitReady() {
    validator.awaitReady();
  }

  /** The status of the validator's readiness. */
  int readiness() throws IOException {
    return validator.status();
  }

  /** {@code kill -9}. */
  void killValidator() throws InterruptedException {
    validator.kill();
  }

  /** SIGTERM; the exit status. */
  int stopValidator() throws InterruptedException {
    return validator.stop();
  }

  boolean isValidatorAlive() {
    return validator.isAlive();
  }

  String log() {
    return validator.log();
  }

  /** What the validator shows. */
  String metrics() {
    return validator.metrics();
  }

  /**
   * What the validator shows once {@code sample} is among it: what it remembers is not shown while
   * its tasks move.
   */
  String metricsWith(String sample) {
    return validator.metricsWith(sample);
  }

  /** Another instance beside it, by the same files; whoever asks closes it. */
  ValidatorProcess another(String name) {
    Path beside = home.resolveSibling(name);
    int port = FreePorts.choose(1).getFirst();
    try {
      Files.createDirectories(beside);
      String config =
          Files.readString(home.resolve("config.yaml"))
              .replace("{name: validator}\nspec:", "{name: validator}\nspec:\n  instance: " + name)
              .replace("port: " + adminPort, "port: " + port)
              .replace(" keys/", " " + home.resolve("keys") + "/")
              .replace("[keys/", "[" + home.resolve("keys") + "/");
      Files.writeString(beside.resolve("config.yaml"), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ValidatorProcess(beside, port);
  }

  /** Where relative paths in the bundle begin. */
  Path home() {
    return home;
  }

  String environment() {
    return "test-" + broker.clusterId();
  }

  URI registry() {
    return registry.url();
  }

  Map<String, Object> client(String principal) {
    return broker.clientProperties(principal);
  }

  @Override
  public void close() {
    validator.close();
    registry.close();
    broker.close();
  }
}
