package io.sallyport.cli.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers HTTP with a clock that stands; the JDK's own server would tell the right time. */
final class LateClock {
  private static final String ANSWER =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Date: Sun, 22 Nov 2020 10:00:00 GMT",
          "Content-Length: 0",
          "Connection: close",
          "",
          "");

  private LateClock() {}

  /** Until the server is closed. */
  static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        readHead(socket.getInputStream());
        socket.getOutputStream().write(ANSWER.getBytes(US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    int next = in.read();
    while (next >= 0 && !(last == '\n' && next == '\r')) {
      last = next;
      next = in.read();
    }
    int end = in.read();
    if (end != '\n') {
      throw new IOException("not the end of a head");
    }
  }
}
