package io.sallyport.ingest.http;

import io.sallyport.service.text.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns Jetty's requests into calls, and answers into responses. */
final class DeliveryHandler extends Handler.Abstract {
  private static final int ACCEPTED = 202;

  private final Function<Call, Answer> gateway;
  private final Duration bodyTime;

  DeliveryHandler(Function<Call, Answer> gateway, Duration bodyTime) {
    this.gateway = gateway;
    this.bodyTime = bodyTime;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    switch (gateway.apply(new JettyCall(request, bodyTime))) {
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
