package io.sallyport.executor.credential.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A target that lets a token read or write by the scopes that its authorization server tells. */
final class ResourceServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final String READS = "read:staging";
  private static final String WRITES = "deploy:staging";

  private final HttpServer server;
  private final Function<String, Optional<String>> scopes;

  private ResourceServer(HttpServer server, Function<String, Optional<String>> scopes) {
    this.server = server;
    this.scopes = scopes;
  }

  /** One that asks for a token's scopes so; none are those of no live token. */
  static ResourceServer start(Function<String, Optional<String>> scopes) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ResourceServer started = new ResourceServer(server, scopes);
    server.createContext("/", started::serve);
    server.start();
    return started;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      Optional<String> told = scopes.apply(bearer.substring("Bearer ".length()));
      exchange.sendResponseHeaders(
          told.map(scope -> allows(exchange.getRequestMethod(), scope) ? OK : FORBIDDEN)
              .orElse(UNAUTHORIZED),
          -1);
    }
  }

  private static boolean allows(String method, String scope) {
    List<String> words = List.of(scope.split(" ", -1));
    return words.contains(WRITES) || (method.equals("GET") && words.contains(READS));
  }

  /** The status of a request. */
  int ask(String method, String bearer) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", bearer);
    return connection.getResponseCode();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
