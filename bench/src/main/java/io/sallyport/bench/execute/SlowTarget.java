package io.sallyport.bench.execute;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * All targets on one loopback address: those of lanes that are called slow answer after a second,
 * the others at once. Remembers when each action first came. Safe for any thread.
 */
final class SlowTarget implements AutoCloseable {
  /** How the names of slow lanes begin. */
  static final String SLOW = "slow-";

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();
  private final AtomicInteger slow = new AtomicInteger();
  private volatile Consumer<String> slowLanes = lane -> {};

  SlowTarget() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String action = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      arrived.putIfAbsent(action, now);
      String lane = exchange.getRequestURI().getPath().substring(1);
      if (lane.startsWith(SLOW)) {
        answerLate(lane);
      }
      exchange.sendResponseHeaders(201, -1);
    }
  }

  private void answerLate(String lane) {
    slow.incrementAndGet();
    slowLanes.accept(lane);
    try {
      Thread.sleep(DELAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slow.decrementAndGet();
  }

  /** From now on {@code listener} is told of each slow lane at whose target an action begins. */
  void onSlow(Consumer<String> listener) {
    slowLanes = listener;
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many slow lanes wait for their answer. */
  int slow() {
    return slow.get();
  }

  /** When that action came, in {@link System#nanoTime}. */
  OptionalLong arrival(String action) {
    Long nanos = arrived.get(action);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
