package io.sallyport.quickstart.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.Secret;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A deployment service: {@code POST /environments/{environment}/deployments} with a bearer token
 * records an effect and answers 201, and so does {@code POST /actions/{name}} with any JSON object;
 * {@code GET /effects} lists the effects as JSON lines.
 *
 * <p>401, 413 and 422 mean that nothing was done.
 */
final class DemoTarget implements RoleProcess.Running {
  private static final int BACKLOG = 64;

  private final TargetConfig config;
  private final byte[] authorization;
  private final Effects effects;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private DemoTarget(TargetConfig config, Effects effects, HttpServer server) {
    this.config = config;
    this.authorization = ("Bearer " + Secret.read(config.tokenFile()).reveal()).getBytes(UTF_8);
    this.effects = effects;
    this.server = server;
  }

  static DemoTarget start(TargetConfig config) {
    var target = new DemoTarget(config, Effects.open(config.effects()), bind(config));
    target.server.setExecutor(target.threads);
    target.server.createContext("/", target::answer);
    target.server.start();
    return target;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    effects.close();
  }

  private static HttpServer bind(TargetConfig config) {
    var address = new InetSocketAddress(config.host(), config.port());
    try {
      return config.tls().isPresent()
          ? bindSecurely(address, Pki.serverContext(config.tls().get()))
          : HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("target: cannot listen on " + address, e);
    }
  }

  private static HttpServer bindSecurely(InetSocketAddress address, SSLContext context)
      throws IOException {
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "GET" -> show(exchange, path);
        case "POST" -> {
          Optional<Order> order = order(path);
          int status = order.isPresent() ? take(exchange, order.get()) : 404;
          exchange.sendResponseHeaders(status, -1);
        }
        default -> exchange.sendResponseHeaders(405, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    if (!path.equals("/effects") && !path.equals("/readyz")) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    byte[] lines = path.equals("/effects") ? effects.lines() : "ready\n".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, lines.length == 0 ? -1 : lines.length);
    exchange.getResponseBody().write(lines);
  }

  /** What a body asks for, as an effect at a time; empty if it says too little. */
  private interface Order {
    Optional<Function<Instant, ObjectNode>> read(String idempotencyKey, byte[] body);
  }

  private static Optional<Order> order(String path) {
    return Deployment.environmentOf(path)
        .map(DemoTarget::deployment)
        .or(() -> Deed.actionOf(path).map(DemoTarget::deed));
  }

  private static Order deployment(String environment) {
    return (key, body) -> Deployment.parse(environment, key, body).map(it -> it::effect);
  }

  private static Order deed(String action) {
    return (key, body) -> Deed.parse(action, key, body).map(it -> it::effect);
  }

  private int take(HttpExchange exchange, Order order) throws IOException, InterruptedException {
    if (!MessageDigest.isEqual(authorization, header(exchange, "Authorization").getBytes(UTF_8))) {
      return 401;
    }
    byte[] body = exchange.getRequestBody().readNBytes(config.maxBody().asInt() + 1);
    if (body.length > config.maxBody().bytes()) {
      return 413;
    }
    Optional<Function<Instant, ObjectNode>> effect =
        order.read(header(exchange, "Idempotency-Key"), body);
    if (effect.isEmpty()) {
      return 422;
    }
    perform(effect.get());
    return 201;
  }

  private void perform(Function<Instant, ObjectNode> effect)
      throws IOException, InterruptedException {
    pause(config.delayBefore());
    effects.append(effect.apply(Instant.now()));
    pause(config.delayAfter());
  }

  private static void pause(Duration delay) throws InterruptedException {
    if (delay.isPositive()) {
      Thread.sleep(delay);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }
}
