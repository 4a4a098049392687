package io.sallyport.ingest.http;

import io.sallyport.service.text.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns Jetty's requests into calls, and answers into responses. */
final class DeliveryHandler extends Handler.Abstract {
  private static final int ACCEPTED = 202;

  /** Fields about a connection of HTTP/1.1 (RFC 9113, section 8.2.2). */
  private static final List<String> NOT_OF_HTTP_2 =
      List.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private final Function<Call, Answer> gateway;
  private final HttpLimits limits;

  DeliveryHandler(Function<Call, Answer> gateway, HttpLimits limits) {
    this.gateway = gateway;
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    switch (answer(request)) {
      case Answer.Accepted(var delivery) -> {
        response.setStatus(ACCEPTED);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        write(response, callback, JsonText.object(Map.of("delivery", delivery.toString())));
      }
      case Answer.Greeted(int status, String text) -> {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        write(response, callback, text);
      }
      case Answer.Refused(var refusal, var retryAfter) ->
          refuse(response, refusal, retryAfter, callback);
    }
    return true;
  }

  private Answer answer(Request request) {
    HttpFields headers = request.getHeaders();
    if (headers.size() > limits.headerCount()) {
      return Answer.refused(Refusal.TOO_MANY_HEADERS);
    }
    boolean isSecond =
        request.getConnectionMetaData().getHttpVersion().compareTo(HttpVersion.HTTP_2) >= 0;
    boolean isUnclear = headers.getValuesList(HttpHeader.CONTENT_LENGTH).size() > 1;
    return isUnclear || (isSecond && NOT_OF_HTTP_2.stream().anyMatch(headers::contains))
        ? Answer.refused(Refusal.HEADER_UNCLEAR)
        : gateway.apply(new JettyCall(request, limits.bodyTime()));
  }

  private static void refuse(
      Response response, Refusal refusal, Duration retryAfter, Callback callback) {
    if (retryAfter.isPositive()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Long.toString(wholeSeconds(retryAfter)));
    }
    switch (refusal) {
      case METHOD_NOT_ALLOWED -> response.getHeaders().put(HttpHeader.ALLOW, "POST");
      case UNAUTHENTICATED -> response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Signature");
      case UNKNOWN_SOURCE,
          CONTENT_TYPE_REFUSED,
          LENGTH_REQUIRED,
          BODY_TOO_LARGE,
          BODY_TOO_SLOW,
          BODY_BROKEN,
          HEADER_UNCLEAR,
          TOO_MANY_HEADERS,
          RATE_EXCEEDED,
          BUSY,
          UNAVAILABLE -> {}
    }
    ProblemPage.write(response, refusal.status(), refusal.text(), refusal.detail(), callback);
  }

  private static long wholeSeconds(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }

  static void write(Response response, Callback callback, String text) {
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
