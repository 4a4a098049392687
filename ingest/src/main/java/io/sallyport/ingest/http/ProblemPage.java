package io.sallyport.ingest.http;

import io.sallyport.service.text.JsonText;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * RFC 9457 problem documents, also for what Jetty itself refuses: a fixed sentence for each status,
 * never the exception or a part of the request.
 */
final class ProblemPage implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    write(response, status, "http-" + status, HttpStatus.getMessage(status) + ".", callback);
    return true;
  }

  static void write(Response response, int status, String code, String detail, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    String page =
        "{\"status\":%d,\"title\":%s,\"detail\":%s,\"code\":%s}"
            .formatted(
                status,
                JsonText.quote(HttpStatus.getMessage(status)),
                JsonText.quote(detail),
                JsonText.quote(code));
    DeliveryHandler.write(response, callback, page);
  }
}
