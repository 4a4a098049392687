package io.sallyport.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A receiver of OTLP over HTTP that reads requests with OpenTelemetry's own message definitions,
 * and answers 400 to what these do not know.
 */
final class Collector implements AutoCloseable {
  static final String PATH = "/v1/traces";

  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<ExportTraceServiceRequest> got = new CopyOnWriteArrayList<>();
  private final List<String> raw = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private volatile String word = "";

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    raw.add(new String(body, StandardCharsets.UTF_8));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
    int status = Optional.ofNullable(answers.poll()).orElse(200);
    answer(exchange, status == 200 && !isTaken(body) ? 400 : status);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    byte[] said = word.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("location", address() + "/elsewhere");
    exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
    if (said.length > 0) {
      exchange.getResponseBody().write(said);
    }
    exchange.close();
  }

  private boolean isTaken(byte[] body) throws IOException {
    try {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      JsonFormat.parser().merge(bytesInBase64(JSON.readTree(body)).toString(), request);
      got.add(request.build());
      return true;
    } catch (com.google.protobuf.InvalidProtocolBufferException | IllegalArgumentException e) {
      return false;
    }
  }

  /** OTLP writes the bytes of ids in hexadecimal digits, where protobuf's own JSON has base64. */
  private static JsonNode bytesInBase64(JsonNode node) {
    node.forEach(Collector::bytesInBase64);
    if (node instanceof ObjectNode object) {
      for (String id : IDS) {
        if (object.has(id)) {
          byte[] bytes = HexFormat.of().parseHex(object.get(id).textValue());
          object.put(id, Base64.getEncoder().encodeToString(bytes));
        }
      }
    }
    return node;
  }

  /** The next answers; after these what the request deserves. */
  void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  /** What stands in all answers from here on. */
  void says(String text) {
    word = text;
  }

  List<ExportTraceServiceRequest> got() {
    return got;
  }

  List<String> tokens() {
    return tokens;
  }

  /** All bodies. */
  String raw() {
    return String.join("\n", raw);
  }

  /** The spans of all requests that were taken. */
  List<Span> spans() {
    return got.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** The services that tell of a span of that name. */
  List<String> services(String span) {
    return got.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .filter(resource ->
            resource.getScopeSpans(0).getSpansList().stream()
                .anyMatch(each -> each.getName().equals(span)))
        .map(Collector::service)
        .distinct()
        .toList();
  }

  private static String service(ResourceSpans resource) {
    return resource.getResource().getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("service.name"))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElseThrow();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  /** A Tracer document for it. */
  String document() {
    return """
    apiVersion: sallyport/v1
    kind: Tracer
    metadata: {name: tracer}
    spec:
      endpoint: %s
      tokenFile: token
      state: posted
      limits: {attempts: 1, timeout: 5s, batch: 2}
    """
        .formatted(address());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
