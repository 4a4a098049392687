package io.sallyport.executor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A real HTTP target that fails as often as it is told, path by path, and then works. */
final class FlakyTarget implements AutoCloseable {
  private static final int DROPPED = 0;

  private final HttpServer server;
  private final Map<String, Queue<Answer>> failures = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private record Answer(int status, String retryAfter) {}

  /** A request that came, whatever was answered. */
  record Request(String path, String key, Instant at, int status) {}

  FlakyTarget() throws IOException {
    this(0);
  }

  /** A target at that port. */
  FlakyTarget(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Queue<Answer> queue = failures.getOrDefault(path, new ConcurrentLinkedQueue<>());
      Answer answer = queue.poll();
      int status = answer == null ? 201 : answer.status();
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      requests.add(new Request(path, key, Instant.now(), status));
      if (answer != null && !answer.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
      }
      if (status != DROPPED) {
        exchange.sendResponseHeaders(status, -1);
      }
    }
  }

  /** The next requests for that path are answered so. */
  void fail(String path, int times, int status, String retryAfter) {
    Queue<Answer> queue = failures.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>());
    IntStream.range(0, times).forEach(_ -> queue.add(new Answer(status, retryAfter)));
  }

  /** The next request for that path takes effect, and is not answered. */
  void drop(String path) {
    fail(path, 1, DROPPED, "");
  }

  int port() {
    return server.getAddress().getPort();
  }

  String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** All requests, in order. */
  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
