package io.sallyport.executor;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.lane.Moments.Moment;
import io.sallyport.executor.sandbox.SelfTestIT;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An executor's home directory with the demo bundle, and executors started in it. */
final class Home {
  private final Path directory;
  private final String cell;

  Home(Path directory, Cluster cluster, Cluster.Installation installation, FakeTarget target)
      throws IOException {
    this(directory, Seal.CELL, cluster, installation, target);
  }

  Home(
      Path directory,
      String cell,
      Cluster cluster,
      Cluster.Installation installation,
      FakeTarget target)
      throws IOException {
    this.directory = directory;
    this.cell = cell;
    Files.createDirectories(directory.resolve("keys"));
    Files.createDirectories(directory.resolve("secrets"));
    cluster.issue(directory.resolve("tls"), cell);
    KeyFile.writePrivate(directory.resolve("keys/receipt.pem"), SigningKey.generate());
    KeyFile.writePublic(directory.resolve("keys/validator-mandate.jwk"), installation.key().jwk());
    KeyFile.writePublic(directory.resolve("keys/operator.jwk"), installation.operator().jwk());
    KeyFile.writePublic(directory.resolve("keys/second.jwk"), installation.second().jwk());
    Path token = Files.writeString(directory.resolve("secrets/ci-token"), "t0ken\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    Seal.copyBundle(
        directory.resolve("bundle"),
        text -> inCell(text.replace("${target}", target.origin()).replace("30s", "2s")));
    Files.writeString(directory.resolve("config.yaml"), config(cluster, installation));
  }

  private String inCell(String text) {
    String pinned = Seal.type(Seal.schema(cell)).fingerprint().text();
    return text.replace('"' + Seal.CELL + '"', '"' + cell + '"')
        .replace(Seal.type().fingerprint().text(), pinned)
        .replace("[" + Seal.CELL + "]", "[" + cell + "]");
  }

  private String config(Cluster cluster, Cluster.Installation installation) {
    return """
    apiVersion: sallyport/v1
    kind: Executor
    metadata: {name: executor}
    spec:
      prefix: %s
      environment: %s
      cell: %s
      bundle: bundle
      dev: true
      strict: false
      admin: {host: 127.0.0.1, port: 0}
      keys: {receipt: keys/receipt.pem}
      limits: {skew: 1s, maxStaleness: 2s}
      kafka:
        bootstrap.servers: '%s'
        security.protocol: SSL
        ssl.keystore.type: PEM
        ssl.keystore.location: tls/client.pem
        ssl.truststore.type: PEM
        ssl.truststore.location: tls/ca.pem
    """
        .formatted(
            installation.topics().prefix(), installation.environment(), cell, cluster.bootstrap());
  }

  Path config() {
    return directory.resolve("config.yaml");
  }

  Path bundle() {
    return directory.resolve("bundle");
  }

  /** A process of its own, to be killed. */
  Process fork() throws IOException {
    return fork(Map.of());
  }

  /** One that inherits these variables as well. */
  Process fork(Map<String, String> variables) throws IOException {
    ProcessBuilder process =
        java("", List.of("io.sallyport.executor.ExecutorMain", config().toString()), log());
    process.environment().putAll(variables);
    return process.start();
  }

  /** A process that has that name in its group, so that a later one of that name replaces it. */
  Process forkAs(String instance) throws IOException {
    String config = named(instance).toString();
    return fork("", List.of("io.sallyport.executor.ExecutorMain", config), log(instance));
  }

  /** The same, which kills itself at that moment, after it came so many times. */
  Process forkCrashing(String instance, Moment moment, int before) throws IOException {
    String tests = CrashMain.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<String> arguments =
        List.of(named(instance).toString(), moment.name(), Integer.toString(before));
    List<String> main = new ArrayList<>(List.of("io.sallyport.executor.CrashMain"));
    main.addAll(arguments);
    return fork(tests + ":", main, log(instance));
  }

  /** One that takes over so many partitions and no more. */
  Process forkHeld(int partitions) throws IOException {
    String tests = HeldMain.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<String> main =
        List.of(
            "io.sallyport.executor.HeldMain", config().toString(), Integer.toString(partitions));
    return fork(tests + ":", main, log());
  }

  /** One that kills itself when the broker has so many records for that topic, uncommitted. */
  Process forkDyingAfterSend(String instance, String topic, int before) throws IOException {
    Path config = named(instance);
    String dying =
        """
          kafka:
            interceptor.classes: %s
            %s: '%s'
            %s: '%d'
        """
            .formatted(
                DiesAfterSend.class.getName(),
                DiesAfterSend.TOPIC,
                topic,
                DiesAfterSend.BEFORE,
                before);
    Files.writeString(config, Files.readString(config).replace("  kafka:\n", dying));
    String tests = CrashMain.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    List<String> main = List.of("io.sallyport.executor.ExecutorMain", config.toString());
    return fork(tests + ":", main, log(instance));
  }

  private Path named(String instance) throws IOException {
    String config = Files.readString(config());
    return Files.writeString(
        directory.resolve(instance + ".yaml"), config + "  instance: " + instance + "\n");
  }

  private Process fork(String classPath, List<String> main, Path log) throws IOException {
    return java(classPath, main, log).start();
  }

  /** A process on a machine where nobody can make namespaces. */
  Process forkWithoutNamespaces() throws IOException {
    List<String> main = List.of("io.sallyport.executor.ExecutorMain", config().toString());
    ProcessBuilder process = java("", main, log());
    process.command().addAll(0, SelfTestIT.WITHOUT_NAMESPACES);
    return process.start();
  }

  private static ProcessBuilder java(String classPath, List<String> main, Path log)
      throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(
        classPath
            + System.getProperty("sallyport.executor.classes", target.resolve("classes").toString())
            + ":"
            + Files.readString(target.resolve("classpath")).strip());
    command.addAll(main);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(log.toFile());
  }

  Path log(String instance) {
    return directory.resolve(instance + ".log");
  }

  Path log() {
    return directory.resolve("log");
  }
}
