package io.sallyport.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every size and time of a connection is bounded. */
class HttpLimitsTest extends RawHttp {

  @Test
  void boundsTheHead() throws IOException {
    assertThat(exchange(HEAD + "X-A: " + "a".repeat(1_024) + "\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 202");
    assertThat(exchange(HEAD + "X-A: " + "a".repeat(2_048) + "\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  /** Host, Connection and Content-Length are three of them. */
  @Test
  void boundsTheCountOfHeaders() throws IOException {
    int free = LIMITS.headerCount() - 3;

    assertThat(exchange(post("a", free - 1))).startsWith("HTTP/1.1 202");
    assertThat(exchange(post("b", free))).startsWith("HTTP/1.1 202");
    assertThat(exchange(post("c", free + 1)))
        .startsWith("HTTP/1.1 431")
        .contains("\"code\":\"too-many-headers\"");
    assertThat(bodies).containsExactly("a", "b");
  }

  private static String post(String body, int more) {
    String headers =
        IntStream.range(0, more).mapToObj(n -> "X-" + n + ": a\r\n").collect(Collectors.joining());
    return post(body).replace("\r\n\r\n", "\r\n" + headers + "\r\n");
  }

  @Test
  void closesIdleConnections() throws IOException {
    try (Socket socket = connect()) {
      assertThat(readAll(socket)).isEmpty();
    }
  }

  @Test
  void closesConnectionsThatDripTheirHead() throws Exception {
    try (Socket socket = connect()) {
      write(socket, HEAD);
      int drips = 0;
      try {
        for (; drips < 40; drips++) {
          write(socket, "X-" + drips + ": a\r\n");
          Thread.sleep(200);
        }
      } catch (SocketException closed) {
        assertThat(closed).isNotNull();
      }
      assertThat(drips).isLessThan(40);
    }
  }

  @Test
  void boundsTheTimeOfABody() throws Exception {
    try (Socket socket = connect()) {
      write(socket, HEAD + "Content-Length: 1000\r\n\r\n");
      Thread drip = Thread.ofVirtual().start(() -> drip(socket));

      String response = readAll(socket);

      assertThat(response).startsWith("HTTP/1.1 408");
      drip.interrupt();
    }
    assertThat(bodies).isEmpty();
  }

  private static void drip(Socket socket) {
    try {
      for (int count = 0; count < 50; count++) {
        write(socket, "x");
        Thread.sleep(200);
      }
    } catch (IOException | InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysTooSlowWhenABodyStops() throws IOException {
    try (Socket socket = connect()) {
      write(socket, HEAD + "Content-Length: 10\r\n\r\nabc");

      assertThat(readAll(socket)).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void boundsTheConnections() throws IOException {
    List<Socket> open = new java.util.ArrayList<>();
    for (int count = 0; count < LIMITS.connections(); count++) {
      open.add(connect());
    }

    try (Socket waiting = connect()) {
      write(waiting, post("waits"));
      waiting.setSoTimeout(300);
      assertThatThrownBy(() -> waiting.getInputStream().read())
          .isInstanceOf(java.net.SocketTimeoutException.class);
      for (Socket socket : open) {
        socket.close();
      }
      waiting.setSoTimeout(5_000);
      assertThat(readAll(waiting)).startsWith("HTTP/1.1 202");
    }
  }

  @Test
  void readsNothingOfABodyAboveTheCap() throws IOException {
    int cap = CAP.asInt();

    assertThat(exchange(post("x".repeat(cap)))).startsWith("HTTP/1.1 202");
    assertThat(exchange(HEAD + "Content-Length: " + (cap + 1) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void refusesABodyThatEndsEarly() throws IOException {
    assertThat(exchange(HEAD + "Content-Length: 10\r\n\r\nabc")).startsWith("HTTP/1.1 400");
    assertThat(bodies).isEmpty();
  }
}
