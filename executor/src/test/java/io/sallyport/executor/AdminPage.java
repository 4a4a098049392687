package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The metrics of the executors of one home, which listen on a port that the test knows. */
final class AdminPage {
  private final int port;

  private AdminPage(int port) {
    this.port = port;
  }

  /** Of executors that are started in that home from now on, one at a time. */
  static AdminPage of(Home home) throws IOException {
    int port = freePort();
    Path config = home.config();
    Files.writeString(config, Files.readString(config).replace("port: 0", "port: " + port));
    return new AdminPage(port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** What is shown now, in which no secret stands. */
  String text() {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream in = uri.toURL().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(Canary.isIn(text)).as("metrics show a secret").isFalse();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of all series that a pattern names, or -1 where there is none. */
  double value(String series) {
    String braces = series.replace("{", "\\{").replace("}", "\\}").replace("\\{64\\}", "{64}");
    return Pattern.compile("^" + braces + " (\\S+)$", Pattern.MULTILINE)
        .matcher(text())
        .results()
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .reduce(Double::sum)
        .orElse(-1);
  }
}
