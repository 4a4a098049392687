package io.sallyport.executor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A target that keeps the idempotency key of each effect, and can be made to answer never. */
final class FakeTarget implements AutoCloseable {
  private final HttpServer server;
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile BooleanSupplier refusing = () -> false;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  FakeTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (refusing.getAsBoolean()) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      paths.add(exchange.getRequestURI().getPath());
      tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
      effects.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      gate.await();
      exchange.sendResponseHeaders(201, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The idempotency keys of all effects, in order. */
  List<String> effects() {
    return effects;
  }

  /** What requests were authorized by. */
  List<String> tokens() {
    return tokens;
  }

  List<String> paths() {
    return paths;
  }

  /** Requests for which that holds are answered 503 and take no effect. */
  void refuse(BooleanSupplier some) {
    refusing = some;
  }

  /** How many were. */
  int refused() {
    return refused.get();
  }

  /** From now on requests take effect but are not answered. */
  void hang() {
    gate = new CountDownLatch(1);
  }

  void answer() {
    gate.countDown();
    gate = new CountDownLatch(0);
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
  }
}
