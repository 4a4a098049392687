package io.sallyport.executor.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of raw sockets: keeps each request's text and answers with given bytes, or not. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Answer answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What to do with a connection whose request was read. */
  public interface Answer {
    void give(Socket connection) throws IOException, InterruptedException;
  }

  private RawServer(ServerSocket listener, Answer answer) {
    this.listener = listener;
    this.answer = answer;
  }

  public static RawServer start(Answer answer) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    RawServer server = new RawServer(listener, answer);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  public static RawServer answering(String status, String... more) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\n" + String.join("", more);
    return start(
        connection -> connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  public String origin() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      requests.add(read(connection.getInputStream()));
      answer.give(connection);
    } catch (IOException e) {
      // The client has gone; what it sent was kept.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return request.toString();
      }
      request.append((char) next);
    }
    String head = request.toString();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (at >= 0) {
      int size = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
      request.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
    }
    return request.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
