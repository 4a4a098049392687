package io.sallyport.confluent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * A registry over real HTTP that keeps subjects, levels and the requests that it had. Answers one
 * request after the other, on the server's own thread.
 */
final class FakeRegistry implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> subjects = new ConcurrentHashMap<>();
  private final Map<String, String> levels = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  RegistryConfig config() {
    return RegistryConfig.of(url());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void forgetLevels() {
    levels.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    String[] parts = path.split("/", -1);
    switch (exchange.getRequestMethod() + " " + parts[1] + " " + parts.length) {
      case "POST subjects 3" -> lookUp(exchange, parts[2], body);
      case "GET subjects 4" -> versions(exchange, parts[2]);
      case "POST subjects 4" -> register(exchange, parts[2], body);
      case "GET config 3" -> level(exchange, parts[2]);
      case "PUT config 3" -> configure(exchange, parts[2], body);
      default -> send(exchange, 500, "{\"error_code\": 50001, \"message\": \"unexpected\"}");
    }
  }

  private void lookUp(HttpExchange exchange, String subject, JsonNode body) throws IOException {
    List<String> schemas = subjects.getOrDefault(subject, List.of());
    int version = schemas.indexOf(body.get("schema").textValue()) + 1;
    if (version == 0) {
      send(exchange, 404, "{\"error_code\": 40403, \"message\": \"not found\"}");
      return;
    }
    send(
        exchange,
        200,
        MAPPER
            .createObjectNode()
            .put("subject", subject)
            .put("id", 100 + version)
            .put("version", version)
            .put("schema", body.get("schema").textValue())
            .toString());
  }

  private void versions(HttpExchange exchange, String subject) throws IOException {
    if (!subjects.containsKey(subject)) {
      send(exchange, 404, "{\"error_code\": 40401, \"message\": \"not found\"}");
      return;
    }
    send(exchange, 200, "[1]");
  }

  private void register(HttpExchange exchange, String subject, JsonNode body) throws IOException {
    String schema = body.get("schema").textValue();
    List<String> schemas = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
    if (levels.containsKey(subject) && !reads(schema, schemas)) {
      send(exchange, 409, "{\"error_code\": 409, \"message\": \"incompatible\"}");
      return;
    }
    schemas.add(schema);
    send(exchange, 200, "{\"id\": " + (100 + schemas.size()) + "}");
  }

  private static boolean reads(String schema, List<String> older) {
    Schema reader = new Schema.Parser().parse(schema);
    return older.stream()
        .map(text -> new Schema.Parser().parse(text))
        .map(writer -> SchemaCompatibility.checkReaderWriterCompatibility(reader, writer))
        .allMatch(pair -> pair.getType() == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
  }

  private void level(HttpExchange exchange, String subject) throws IOException {
    if (!levels.containsKey(subject)) {
      send(exchange, 404, "{\"error_code\": 40408, \"message\": \"no level\"}");
      return;
    }
    send(exchange, 200, "{\"compatibilityLevel\": \"" + levels.get(subject) + "\"}");
  }

  private void configure(HttpExchange exchange, String subject, JsonNode body) throws IOException {
    levels.put(subject, body.get("compatibility").textValue());
    send(exchange, 200, body.toString());
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
