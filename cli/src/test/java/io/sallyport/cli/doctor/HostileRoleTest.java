package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A role that was taken cannot keep the doctor from the others. */
class HostileRoleTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void isNotWaitedForWhereItsPageNeverEnds() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        RoleClient client = new RoleClient(Duration.ofMillis(500))) {
      Thread.ofVirtual().start(() -> halfAnswer(server));

      RoleAnswer answer = client.ask(URI.create("http://127.0.0.1:" + server.getLocalPort()));

      assertThat(answer.toString()).contains("no whole answer within 500ms");
    }
  }

  /** What it sends stays open until the server is closed. */
  private static void halfAnswer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client has gone
    }
  }

  @Test
  void mayHaveLongLabels() {
    String label = "\\\\".repeat(100_000);

    Samples samples = Samples.parse("a{b=\"" + label + "\"} 1\n");

    assertThat(samples.all().getFirst().label("b")).hasSize(200_000);
  }
}
