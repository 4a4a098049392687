package io.sallyport.compose.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.contract.id.ActionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Whatever the executors of a sample call: it keeps each request and answers 201. */
final class Target implements AutoCloseable {
  private final HttpServer server;
  private final List<Effect> effects = new CopyOnWriteArrayList<>();

  /**
   * A request that took effect.
   *
   * @param call method and path
   * @param authorization who it was, by its header
   * @param idempotencyKey the action's id
   * @param body as it came
   */
  record Effect(String call, String authorization, String idempotencyKey, String body) {}

  private Target(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  static Target listen() {
    try {
      return new Target(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      effects.add(
          new Effect(
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
              String.valueOf(headers.getFirst("Authorization")),
              String.valueOf(headers.getFirst("Idempotency-Key")),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.sendResponseHeaders(201, -1);
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was done by calls with that in their path or body. */
  List<Effect> effects(String part) {
    return effects.stream()
        .filter(each -> each.call().contains(part) || each.body().contains(part))
        .toList();
  }

  /** What was done for an action. */
  List<Effect> effects(ActionId action) {
    return effects.stream().filter(each -> each.idempotencyKey().equals(action.text())).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
