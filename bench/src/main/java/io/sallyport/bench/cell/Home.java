package io.sallyport.bench.cell;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/** An executor's home: its keys, its configuration, and a bundle with one handler. */
public final class Home {
  private static final String TRUST =
      """
      apiVersion: sallyport/v1
      kind: Trust
      metadata: {name: validator}
      spec:
        keys:
          - {purpose: mandate, state: active, cells: [%s], keyFile: keys/mandate.jwk}
          - {purpose: revocation, operator: operator, keyFile: keys/operator.jwk}
      """
          .formatted(Installation.CELL);
  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: token}
      spec:
        lease: {max: 60s, limit: 1000}
        file: {path: secrets/token}
      """;
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: act}
      spec:
        action: %s
        fingerprint: %s
        credential: token
        timeout: 30s
        http:
          method: POST
          origin: '%s'
          path: '/{lane}'
          success: [201]
          allowAddresses: [127.0.0.1/32]
      """;

  private final Path directory;

  private Home(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes everything.
   *
   * @param installation whose executor it is
   * @param inFlight how many actions may run at the same time, 1 to 1024
   * @param origin of the target
   */
  public static Home of(Installation installation, int inFlight, String origin) {
    Home home = new Home(installation.directory().resolve("executor"));
    try {
      home.writeKeys(installation.seal());
      home.writeBundle(origin);
      Files.writeString(home.config(), configuration(installation, inFlight));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeKeys(Seal seal) throws IOException {
    Path keys = Files.createDirectories(directory.resolve("keys"));
    KeyFile.writePrivate(keys.resolve("receipt.pem"), SigningKey.generate());
    KeyFile.writePublic(keys.resolve("mandate.jwk"), seal.jwk());
    KeyFile.writePublic(keys.resolve("operator.jwk"), SigningKey.generate().jwk());
    Path secrets = Files.createDirectories(directory.resolve("secrets"));
    Path token = Files.writeString(secrets.resolve("token"), "t0ken\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
  }

  private void writeBundle(String origin) throws IOException {
    Path bundle = directory.resolve("bundle");
    Path actions = Files.createDirectories(bundle.resolve("actions"));
    String fingerprint = Act.TYPE.fingerprint().text();
    Files.writeString(actions.resolve("Act.avsc"), Act.SCHEMA);
    Files.writeString(bundle.resolve("trust.yaml"), TRUST);
    Files.writeString(bundle.resolve("credential.yaml"), CREDENTIAL);
    Files.writeString(
        bundle.resolve("handler.yaml"), HANDLER.formatted(Act.TYPE.name(), fingerprint, origin));
  }

  private static String configuration(Installation installation, int inFlight) {
    String principal = Topics.executorPrincipal(Installation.CELL);
    String kafka =
        installation.client(principal).entrySet().stream()
            .map(entry -> "    " + entry.getKey() + ": '" + entry.getValue() + "'")
            .collect(Collectors.joining("\n"));
    return """
    apiVersion: sallyport/v1
    kind: Executor
    metadata: {name: executor}
    spec:
      environment: %s
      cell: %s
      dev: true
      strict: false
      admin: {host: 127.0.0.1, port: 0}
      keys: {receipt: keys/receipt.pem}
      limits: {inFlight: %d, remembered: 1000000}
      kafka:
    %s
    """
        .formatted(installation.environment(), Installation.CELL, inFlight, kafka);
  }

  /** The argument of the executor's main class; its directory is the process's. */
  public Path config() {
    return directory.resolve("config.yaml");
  }
}
