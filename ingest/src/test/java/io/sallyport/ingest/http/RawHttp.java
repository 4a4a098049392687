package io.sallyport.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.service.config.ByteCount;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** The real listener before a gateway that reads each body and notes it; requests are raw bytes. */
abstract class RawHttp {
  static final UUID ID = UUID.fromString("019a9c5e-2f7b-7000-8000-000000000001");
  static final ByteCount CAP = ByteCount.ofKib(64);
  static final HttpLimits LIMITS =
      new HttpLimits(8, 2, ByteCount.ofKib(2), 16, Duration.ofSeconds(1), Duration.ofSeconds(2));
  static final String HEAD = "POST /x HTTP/1.1\r\nHost: h\r\n";

  final List<String> bodies = new CopyOnWriteArrayList<>();
  final HttpListener listener =
      HttpListener.start(
          new HttpAddress("127.0.0.1", 0, Optional.empty()), LIMITS, new Metrics(), this::answer);

  Answer answer(Call call) {
    return switch (call.body(CAP)) {
      case Body.TooLarge() -> Answer.refused(Refusal.BODY_TOO_LARGE);
      case Body.TooSlow() -> Answer.refused(Refusal.BODY_TOO_SLOW);
      case Body.Broken() -> Answer.refused(Refusal.BODY_BROKEN);
      case Body.Whole whole -> {
        String body = new String(whole.bytes(), ISO_8859_1);
        bodies.add(body);
        yield body.equals("later")
            ? new Answer.Refused(Refusal.UNAVAILABLE, Duration.ofMillis(1_200))
            : body.equals("who")
                ? Answer.refused(Refusal.UNAUTHENTICATED)
                : new Answer.Accepted(ID);
      }
    };
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(8_000);
    return socket;
  }

  String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      socket.shutdownOutput();
      return readAll(socket);
    }
  }

  static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  static String readAll(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException e) {
      return "reset";
    }
  }

  static String post(String body) {
    return HEAD + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
  }
}
