package io.sallyport.executor.credential.oauth;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * Keycloak as a process of the test, on a loopback port, from the distribution that the profile
 * {@code long} unpacks.
 */
final class Keycloak implements AutoCloseable {
  private static final Path UNPACKED = Path.of("target/keycloak");
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final int port;

  private Keycloak(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with this realm and returns when it answers. */
  static Keycloak start(String realm) throws IOException {
    Path home;
    try (Stream<Path> found = Files.list(UNPACKED)) {
      home = found.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Path imports = Files.createDirectories(home.resolve("data/import"));
    Files.writeString(imports.resolve("cell-realm.json"), realm);
    int port = freePort();
    Keycloak keycloak = new Keycloak(builder(home, port).start(), port);
    boolean started = false;
    try {
      await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(keycloak::answers);
      started = true;
      return keycloak;
    } finally {
      if (!started) {
        keycloak.close();
      }
    }
  }

  private static ProcessBuilder builder(Path home, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/bash",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--db=dev-mem",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--http-management-port=" + freePort());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
    return builder.redirectErrorStream(true).redirectOutput(new File("target/keycloak.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** The issuer's identifier. */
  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/cell";
  }

  /** Where its endpoints begin. */
  String endpoints() {
    return issuer() + "/protocol/openid-connect";
  }

  /** What it says of a token (RFC 7662), asked by the client that the token is for. */
  String introspect(String token, String clientId, String encodedSecret) {
    String pair = clientId + ":" + encodedSecret;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    try {
      HttpURLConnection connection = open(endpoints() + "/token/introspect");
      connection.setRequestProperty("Authorization", "Basic " + basic);
      connection.setDoOutput(true);
      connection.getOutputStream().write(("token=" + token).getBytes(StandardCharsets.US_ASCII));
      return read(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Keycloak ended; see target/keycloak.log");
    }
    try {
      return read(open(issuer())).contains("\"realm\":\"cell\"");
    } catch (IOException e) {
      return false;
    }
  }

  /** Not the client under test, whose settings count for the whole JVM. */
  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setReadTimeout(Math.toIntExact(START.toMillis()));
    return connection;
  }

  private static String read(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    process.destroy();
    await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
  }
}
