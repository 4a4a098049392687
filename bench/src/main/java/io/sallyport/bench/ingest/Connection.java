package io.sallyport.bench.ingest;

import io.sallyport.bench.site.GithubPush;
import io.sallyport.evidence.signature.SenderSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A connection that is kept, and sends signed pushes of 2 kB that were made before. One thread. */
final class Connection implements AutoCloseable {
  private static final int DISTINCT = 512;
  private static final int BODY = 2_000;
  private static final int PATIENCE = 20_000;
  private static final String LENGTH = "Content-Length: ";
  private static final List<byte[]> REQUESTS = requests();

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[2_048];

  Connection(int port) throws IOException {
    this.socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE);
    this.in = socket.getInputStream();
  }

  private static List<byte[]> requests() {
    GithubPush.Template push = GithubPush.template("acme/shop", BODY);
    return IntStream.range(0, DISTINCT).mapToObj(number -> request(push.of(number))).toList();
  }

  private static byte[] request(byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s%d\r\n"
                .formatted(Site.PATH, LENGTH, body.length)
            + "X-Hub-Signature-256: %s\r\n\r\n"
                .formatted(SenderSignature.github(Site.SECRET, body));
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  /** Sends one and reads the whole answer, which must be 202. */
  void ask(long number) throws IOException {
    socket.getOutputStream().write(REQUESTS.get((int) (number % DISTINCT)));
    int size = 0;
    String answer = "";
    while (!isWhole(answer)) {
      int more = in.read(buffer, size, buffer.length - size);
      if (more <= 0) {
        throw new IOException("the answer ends early: " + answer);
      }
      size += more;
      answer = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
    }
    if (!answer.startsWith("HTTP/1.1 202")) {
      throw new IOException("answered " + answer.lines().findFirst().orElse(""));
    }
  }

  private static boolean isWhole(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    int at = answer.indexOf(LENGTH);
    if (head < 0 || at < 0) {
      return false;
    }
    int from = at + LENGTH.length();
    int length = Integer.parseInt(answer.substring(from, answer.indexOf('\r', from)));
    return answer.length() >= head + 4 + length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
