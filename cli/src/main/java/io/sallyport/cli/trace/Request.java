package io.sallyport.cli.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of an OTLP request: {@code ExportTraceServiceRequest} in its JSON form.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">the form</a>
 */
final class Request {
  private static final String SCOPE = "sallyport";
  private static final int ERROR = 2;
  private static final long NANOS = 1_000_000_000L;

  private Request() {}

  /** Of these spans, each below who says so; {@code prefix} is the installation's. */
  static byte[] of(List<Span> spans, String prefix) {
    Map<String, List<Span>> byIssuer = new LinkedHashMap<>();
    spans.forEach(
        span -> byIssuer.computeIfAbsent(span.issuer(), _ -> new ArrayList<>()).add(span));
    ObjectNode json = StrictJson.object();
    ArrayNode resources = json.putArray("resourceSpans");
    byIssuer.forEach((issuer, own) -> add(resources.addObject(), issuer, prefix, own));
    return StrictJson.write(json);
  }

  private static void add(ObjectNode json, String issuer, String prefix, List<Span> spans) {
    int slash = issuer.lastIndexOf('/');
    ArrayNode resource = json.putObject("resource").putArray("attributes");
    add(resource, "service.name", issuer.substring(slash + 1));
    add(resource, "service.namespace", prefix);
    add(resource, "deployment.environment.name", issuer.substring(0, Math.max(slash, 0)));
    ObjectNode scope = json.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", SCOPE);
    ArrayNode list = scope.putArray("spans");
    spans.forEach(span -> add(list.addObject(), span));
  }

  private static void add(ObjectNode json, Span span) {
    json.put("traceId", span.place().trace()).put("spanId", span.place().id());
    span.place().parent().ifPresent(parent -> json.put("parentSpanId", parent));
    json.put("name", span.name()).put("kind", span.kind().number());
    json.put("startTimeUnixNano", nanos(span.time().start()));
    json.put("endTimeUnixNano", nanos(span.time().end()));
    ArrayNode attributes = json.putArray("attributes");
    span.attributes().forEach((key, value) -> add(attributes, key, value));
    span.link()
        .ifPresent(link ->
            json.putArray("links")
                .addObject()
                .put("traceId", link.traceId())
                .put("spanId", link.spanId()));
    span.failure()
        .ifPresent(code -> json.putObject("status").put("code", ERROR).put("message", code.text()));
  }

  private static void add(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  /** Of 64-bit numbers the form has the decimal text. */
  private static String nanos(Instant time) {
    return Long.toString(time.getEpochSecond() * NANOS + time.getNano());
  }
}
