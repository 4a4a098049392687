package io.sallyport.service.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers {@code GET /livez /readyz /metrics /version} on an address of its own, never on a port
 * that strangers reach. It takes no input: every other path is 404, every other method 405.
 */
public final class AdminListener implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int BACKLOG = 16;
  private static final int STOP_SECONDS = 0;

  private final HttpServer server;
  private final ExecutorService threads;

  private AdminListener(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to listen, and shows readiness among the metrics too; throws {@link
   * UncheckedIOException} if the address cannot be had.
   */
  public static AdminListener start(AdminConfig config, Supplier<Health> health, Metrics metrics) {
    boundSlowPeers();
    HttpServer server = bind(config);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Thread.ofVirtual().factory());
    metrics.gauge(
        "sallyport_ready",
        "Whether the process works and makes progress: 1, or 0.",
        () -> health.get() instanceof Health.Ready ? 1 : 0);
    AdminPages pages = new AdminPages(health, metrics::text);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, pages));
    server.start();
    return new AdminListener(server, threads);
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }

  /** The JDK's server takes its time limits from system properties, in seconds, read once. */
  private static void boundSlowPeers() {
    for (String limit : new String[] {"maxReqTime", "maxRspTime", "idleInterval"}) {
      String property = "sun.net.httpserver." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, "10");
      }
    }
  }

  private static HttpServer bind(AdminConfig config) {
    try {
      return HttpServer.create(new InetSocketAddress(config.host(), config.port()), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "admin: cannot listen on " + config.host() + ":" + config.port(), e);
    }
  }

  private static void answer(HttpExchange exchange, AdminPages pages) throws IOException {
    try (exchange) {
      AdminPages.Page page =
          pages.get(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      byte[] body = page.body();
      exchange.getResponseHeaders().set("Content-Type", page.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (page.status() == AdminPages.METHOD_NOT_ALLOWED) {
        exchange.getResponseHeaders().set("Allow", "GET");
      }
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
