package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.minted.MintRequest;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A cell whose executor and minter are processes of two users, and an issuer of tokens. */
final class MinterStage implements AutoCloseable {
  private static final String OAUTH =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: ci}
      spec:
        lease: {max: 5m, limit: 8}
        oauth2:
          tokenEndpoint: '${issuer}/token'
          revocationEndpoint: '${issuer}/revoke'
          clientId: sallyport-deployments
          clientSecretFile: secrets/client
          access: write
          scopes: ['deploy:{environment}']
          allowAddresses: [127.0.0.1/32]
      """;

  private static final String CHANGE =
      """
      {"type": "record", "name": "Change", "namespace": "com.example.actions", "doc": "A change.",
       "effect": "write", "cell": "deployments", "orderBy": "state", "maxTtl": "10m",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "order", "type": {"type": "int", "min": 0, "max": 9}},
         {"name": "state", "type": {"type": "string", "maxLength": 9, "pattern": "[a-z]{1,9}"}}]}
      """;

  private static final String STATEMENT =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: change}
      spec:
        action: com.example.actions.Change
        fingerprint: ${fingerprint}
        credential: ci
        timeout: 5s
        sql:
          server: {host: 127.0.0.1, port: ${port}, database: postgres, tls: {mode: disable}}
          statement: 'UPDATE shop.orders SET state = {state} WHERE id = {order}'
      """;

  private static final String ROLES =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: ci}
      spec:
        lease: {max: 5m, limit: 8}
        postgres:
          server: {host: 127.0.0.1, port: ${port}, database: postgres, tls: {mode: disable}}
          user: sallyport_minter
          passwordFile: secrets/client
          group: orders_writer
          access: write
      """;

  final Stage stage;
  final Issuer issuer;
  final Path socket;
  final Path root;

  /** What the minter shows of itself. */
  final AdminPage metrics;

  private final Users users;
  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final int adminPort;
  private int number;

  MinterStage(Cluster cluster, Users users, String name) throws IOException {
    this.users = users;
    adminPort = freePort();
    directory = users.directory(name);
    stage = new Stage(cluster, directory.resolve("executor"));
    issuer = Issuer.start();
    socket = Files.createDirectory(directory.resolve("run")).resolve("minter.sock");
    Home minter =
        new Home(directory.resolve("minter"), cluster, stage.installation(), stage.target());
    root = directory.resolve("minter/secrets/client");
    cluster.certify(directory.resolve("minter/tls"), Topics.minterPrincipal(Seal.CELL));
    Files.writeString(root, Issuer.SECRET);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r--------"));
    for (Home home : List.of(stage.home(), minter)) {
      Files.writeString(
          home.bundle().resolve("credential-ci.yaml"), OAUTH.replace("${issuer}", issuer.url("")));
      Files.delete(home.config().resolveSibling("secrets/ci-token"));
    }
    configure(minter);
    metrics = AdminPage.of(minter);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** What the executor says of itself to whoever watches it. */
  String readiness() throws IOException {
    HttpURLConnection asked =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + adminPort + "/readyz").toURL().openConnection();
    boolean isReady = asked.getResponseCode() < 400;
    try (InputStream said = isReady ? asked.getInputStream() : asked.getErrorStream()) {
      return asked.getResponseCode()
          + " "
          + new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void configure(Home minter) throws IOException {
    String executor = Files.readString(stage.home().config());
    Files.writeString(
        stage.home().config(),
        executor
                .replace("port: 0", "port: " + adminPort)
                .replace("strict: false", "tolerates: [variables, files, sockets, services]")
            + "  minter: {socket: '"
            + socket
            + "', timeout: 2s}\n");
    Files.writeString(
        minter.config(),
        executor
                .replace("kind: Executor", "kind: Minter")
                .replace("metadata: {name: executor}", "metadata: {name: minter}")
                .replace("  keys: {receipt: keys/receipt.pem}\n", "")
                .replace("strict: false", "tolerates: [variables, files, sockets, services]")
            + "  executor: '"
            + Users.EXECUTOR
            + "'\n  socket: '"
            + socket
            + "'\n");
    Users.give(directory.resolve("executor/home"), Users.EXECUTOR);
    Users.give(directory.resolve("minter"), Users.MINTER);
    Files.setPosixFilePermissions(
        directory.resolve("executor"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(socket.getParent(), "unix:uid", Users.MINTER);
    Files.setAttribute(socket.getParent(), "unix:gid", Users.EXECUTOR);
    Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-x---"));
  }

  /** From now on the bundles lend roles of the shop's database, for changes of its orders. */
  void lendRoles() throws IOException {
    String port = String.valueOf(Shop.DATABASE.port());
    String fingerprint = Seal.type(CHANGE).fingerprint().text();
    for (Path home : List.of(directory.resolve("executor/home"), directory.resolve("minter"))) {
      Path bundle = home.resolve("bundle");
      Files.delete(bundle.resolve("actions/Deploy.avsc"));
      Files.writeString(bundle.resolve("Change.avsc"), CHANGE);
      Files.writeString(
          bundle.resolve("handler-deploy.yaml"),
          STATEMENT.replace("${fingerprint}", fingerprint).replace("${port}", port));
      Files.writeString(bundle.resolve("credential-ci.yaml"), ROLES.replace("${port}", port));
    }
    Files.delete(root);
    Files.writeString(root, Shop.PASSWORD);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r--------"));
    Files.setAttribute(root, "unix:uid", Users.MINTER);
  }

  /** A genuine change of an order. */
  SealedRecord change(String delivery) {
    ActionType type = Seal.type(CHANGE);
    GenericRecord fields = new GenericData.Record(type.schema());
    fields.put("order", 1);
    fields.put("state", "paid");
    byte[] value = Seal.value(type, fields);
    byte[] key = Digest.sha256(Bytes.utf8("paid").toArray());
    Seal seal = stage.installation().seal();
    String mandate =
        seal.sign(seal.mandate(type, delivery, new Seal.Place(0, key, value), Instant.now()));
    String topic = stage.installation().topics().trusted(Seal.CELL);
    return new SealedRecord(topic, 0, Bytes.of(key), Bytes.of(value), mandate);
  }

  /** Starts the minter; returns when it is ready. */
  Process minter() throws IOException {
    return start(
        Users.MINTER, "io.sallyport.executor.minter.MinterMain", directory.resolve("minter"));
  }

  /** Starts the executor; returns when it is ready. */
  Process executor() throws IOException {
    return start(
        Users.EXECUTOR, "io.sallyport.executor.ExecutorMain", directory.resolve("executor/home"));
  }

  private Process start(int user, String main, Path home) throws IOException {
    number++;
    Path log = directory.resolve(home.getFileName() + "-" + number + ".log");
    Process process = users.java(user, user, log, main, home.resolve("config.yaml").toString());
    processes.add(process);
    Stage.await(() -> {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      return Files.readString(log).contains("\"ready\"");
    });
    return process;
  }

  /** Somebody who has a user's processes, and what they hear from the minter. */
  Asker asker(int user, int group) throws IOException {
    number++;
    Process process =
        users.java(
            user,
            group,
            directory.resolve("ask-" + number + ".log"),
            "io.sallyport.executor.minter.AskMain",
            socket.toString());
    processes.add(process);
    return new Asker(process, process.inputReader(StandardCharsets.US_ASCII));
  }

  /** Asks the minter, and keeps what is lent until it ends. */
  record Asker(Process process, BufferedReader answers) {
    String ask(MintRequest request) throws IOException {
      return ask(request.write());
    }

    String ask(byte[] frame) throws IOException {
      String line = Base64.getEncoder().encodeToString(frame) + "\n";
      process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      return Objects.requireNonNull(answers.readLine());
    }
  }

  /** A genuine record, as the executor would read it. */
  SealedRecord genuine(String delivery) {
    return of(stage.sealed(delivery, "staging"));
  }

  static SealedRecord of(ProducerRecord<byte[], byte[]> record) {
    return new SealedRecord(
        record.topic(),
        Objects.requireNonNull(record.partition()),
        Bytes.of(record.key()),
        Bytes.of(record.value()),
        Forgery.text(record));
  }

  /** What an executor that has claimed it would ask. */
  static MintRequest lend(String credential, SealedRecord record) {
    return lend(credential, record, 1);
  }

  /** The same for a later attempt. */
  static MintRequest lend(String credential, SealedRecord record, int attempt) {
    Instant deadline = Instant.now().plusSeconds(300);
    return new MintRequest.Lend(credential, record, attempt, deadline, Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
    stage.close();
    issuer.close();
  }
}
