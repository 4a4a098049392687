package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Posts deliveries to ingest. Safe for any thread. */
public final class IngestClient implements AutoCloseable {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /** A client without redirects. */
  public IngestClient() {}

  /**
   * What ingest answered.
   *
   * @param status the HTTP status
   * @param delivery the delivery's id, if it was taken
   * @param code the code of a problem, where there is one
   */
  public record Answer(int status, Optional<String> delivery, Optional<String> code) {
    /** Whether the delivery was written. */
    public boolean isAccepted() {
      return status == ACCEPTED && delivery.isPresent();
    }

    /** Whether a handshake was answered, of which nothing is written. */
    boolean isGreeting() {
      return status == OK || status == NO_CONTENT;
    }
  }

  /** Posts one delivery. */
  public Answer post(SignedDelivery delivery) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(delivery.address()).timeout(TIMEOUT);
    delivery.headers().forEach(request::header);
    request.POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body().toArray()));
    try {
      return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw unreachable(delivery.address(), e);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(), field(response.body(), "delivery"), field(response.body(), "code"));
  }

  private static Optional<String> field(byte[] body, String name) {
    return StrictJson.read(body).map(json -> json.path(name).textValue());
  }

  private static CannotRun unreachable(URI address, IOException cause) {
    return new CannotRun(
        "no answer from " + address + ".",
        "Is the stack running? 'sallyport status' tells of a local one.",
        cause);
  }
}
