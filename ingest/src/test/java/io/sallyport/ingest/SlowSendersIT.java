package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, with the memory that its README says is enough, among 1,000 bodies that never
 * end, heads that never do, and whole bodies of 1 MiB while the broker is gone.
 */
@Timeout(300)
class SlowSendersIT {
  private static final int SLOW = 1_000;
  private static final int DRIPPING = 100;
  private static final int WHOLE = 64;
  private static final int LARGEST = 1 << 20;
  private static final long ENOUGH = 200L << 10;
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));

  @TempDir private static Path home;
  private static IngestSite site;
  private final List<Socket> open = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    site = IngestSite.start(home, "connections: 1200, bodyTime: 3s, idle: 4s, publish: 1s");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
    socket.setSoTimeout(60_000);
    open.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String head(int length, String signature) {
    return "POST /v1/sources/github HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        + "X-Hub-Signature-256: "
        + signature
        + "\r\nConnection: close\r\n"
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  /** All of it, so that it waits in memory for a broker that does not answer. */
  private static String whole(int number) {
    String body = "\"" + "%08d".formatted(number) + "x".repeat(LARGEST - 10) + "\"";
    return head(LARGEST, SenderSignature.github(SECRET, body.getBytes(UTF_8))) + body;
  }

  private static int status(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      String answer = new String(in.readAllBytes(), ISO_8859_1);
      return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void staysWithinItsMemoryAndRecovers() throws Exception {
    try (IngestProcess ingest = IngestProcess.start(site.config(), home.resolve("slow.log"))) {
      accepts();
      site.broker().stop();
      for (int number = 0; number < SLOW; number++) {
        write(connect(), head(LARGEST, "sha256=" + "0".repeat(64)) + "x".repeat(1_000));
      }
      for (int number = 0; number < DRIPPING; number++) {
        write(connect(), "POST /v1/sources/github HTTP/1.1\r\nHost: h\r\nX-Slow: ");
      }
      Queue<Integer> ends = new ConcurrentLinkedQueue<>();
      open.forEach(socket -> ends.add(status(socket)));
      List<Thread> whole = new ArrayList<>();
      for (int number = 0; number < WHOLE; number++) {
        String request = whole(number);
        Socket socket = connect();
        whole.add(Thread.ofVirtual().start(() -> ends.add(end(socket, request))));
      }
      for (Thread each : whole) {
        each.join();
      }
      site.broker().start();

      assertThat(ends).hasSize(SLOW + DRIPPING + WHOLE).isSubsetOf(0, 408, 429, 503);
      assertThat(ingest.peakKib()).isBetween(1L, ENOUGH);
      accepts();
      assertThat(ingest.stop()).isZero();
    }
  }

  private static int end(Socket socket, String request) {
    try {
      write(socket, request);
    } catch (IOException e) {
      return 0;
    }
    return status(socket);
  }

  private void accepts() {
    String body = "{}";
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
            write(
                socket,
                head(body.length(), SenderSignature.github(SECRET, body.getBytes(UTF_8))) + body);
            return status(socket) == 202;
          }
        });
  }
}
