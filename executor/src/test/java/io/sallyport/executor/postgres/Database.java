package io.sallyport.executor.postgres;

import static org.awaitility.Awaitility.await;

import io.sallyport.executor.postgres.Server.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL server for all tests of this JVM, from binaries of Maven Central. It does not
 * run as root, so root starts it as nobody. Safe for any thread.
 */
public final class Database {
  /** What the superuser logs in with. */
  public static final Login SUPERUSER = new Login("postgres", "postgres-of-the-test");

  /** The database that tests use. */
  public static final String NAME = "postgres";

  private static final int NOBODY = 65_534;

  private final Path home;
  private final int port;
  private final Certificates certificates;

  /** Starts it at first use. */
  private static final class Shared {
    private static final Database DATABASE = start();
  }

  private Database(Path home, int port, Certificates certificates) {
    this.home = home;
    this.port = port;
    this.certificates = certificates;
  }

  /** The one server; started at first use, stopped with the JVM. */
  public static Database shared() {
    return Shared.DATABASE;
  }

  /** Where it listens, without TLS. */
  public Server server() {
    return at(port);
  }

  /** The same database behind something that listens at another port. */
  public static Server at(int port) {
    return new Server("127.0.0.1", port, NAME, new Tls.Disabled());
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** Whose certificate it has, for the name localhost. */
  public Certificates certificates() {
    return certificates;
  }

  /** A connection of the superuser's. */
  public Connection admin() throws SQLException {
    return DriverManager.getConnection(
        server().url() + "?sslmode=disable", SUPERUSER.user(), SUPERUSER.password());
  }

  /** Executes each command as the superuser. */
  public void run(String... commands) throws SQLException {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  /** The first column of what a query of the superuser's returns, as text. */
  public List<String> ask(String query) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection = admin();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        answers.add(String.valueOf(found.getString(1)));
      }
    }
    return answers;
  }

  /** Everything that the server has logged; it logs every statement. */
  public String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }

  private static Database start() {
    try {
      Path home = Files.createTempDirectory("sallyport-postgres");
      unpack(home);
      Certificates certificates = Certificates.make(home);
      own(home);
      execute(home, "initdb", "-A", "scram-sha-256", "--pwfile=password", "-U", SUPERUSER.user());
      return serve(home, certificates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(Path home) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-x", "-C", home.toString()).redirectErrorStream(true).start();
    try (InputStream packed = Database.class.getResourceAsStream("/postgres-linux-x86_64.txz");
        XZInputStream unpacked = new XZInputStream(packed)) {
      unpacked.transferTo(tar.getOutputStream());
      tar.getOutputStream().close();
    }
    if (tar.waitFor() != 0) {
      throw new IOException(
          new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    Files.writeString(home.resolve("password"), SUPERUSER.password() + "\n");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void own(Path home) throws IOException {
    if (isRoot()) {
      for (String name : List.of("", "password", "server.key", "server.crt")) {
        Files.setAttribute(home.resolve(name), "unix:uid", NOBODY);
      }
    }
  }

  private static Process execute(Path home, String program, String... arguments)
      throws IOException, InterruptedException {
    Process process = launch(home, program, arguments);
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(home.resolve("log")));
    }
    return process;
  }

  private static Process launch(Path home, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of("-D", home.resolve("cluster").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private static Database serve(Path home, Certificates certificates)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    String settings =
        "port="
            + port
            + " unix_socket_directories= listen_addresses=127.0.0.1 fsync=off"
            + " log_statement=all log_line_prefix=%u: ssl=on max_connections=40"
            + " ssl_cert_file="
            + home.resolve("server.crt")
            + " ssl_key_file="
            + home.resolve("server.key");
    List<String> arguments = new ArrayList<>();
    for (String setting : settings.split(" ", -1)) {
      arguments.addAll(List.of("-c", setting));
    }
    Process process = launch(home, "postgres", arguments.toArray(String[]::new));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, home)));
    Database database = new Database(home, port, certificates);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInSameThread()
        .ignoreExceptions()
        .until(() -> database.ask("SELECT 1"), List.of("1")::equals);
    return database;
  }

  /** SIGINT ends its sessions, SIGTERM would wait for them. */
  private static void stop(Process process, Path home) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
