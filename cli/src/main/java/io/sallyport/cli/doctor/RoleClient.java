package io.sallyport.cli.doctor;

import io.sallyport.service.config.Durations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the admin listeners of roles: two pages each, of bounded size, in bounded time. */
final class RoleClient implements AutoCloseable {
  private static final int MAX_PAGE = 1 << 20;
  private static final int OK = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HttpClient client;
  private final Duration timeout;

  RoleClient(Duration timeout) {
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** A page, and when its answer left: by its clock, and between which instants by ours. */
  private record Page(int status, String text, Optional<Instant> date, Instant from, Instant to) {
    /** The header has whole seconds: what lies within one says nothing. */
    Optional<Duration> offset() {
      return date.map(at -> Skew.between(at, SECOND, from, to));
    }
  }

  RoleAnswer ask(URI listener) {
    try {
      Page ready = get(listener, "/readyz");
      Samples metrics = Samples.parse(get(listener, "/metrics").text());
      boolean isRole = !metrics.of("sallyport_build_info").isEmpty();
      return new RoleAnswer(
          listener.toString(),
          isRole && ready.status() == OK,
          isRole ? ready.text().strip() : "answers, but not as a role's admin listener does",
          metrics,
          ready.offset());
    } catch (IOException e) {
      return RoleAnswer.none(listener.toString(), "does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RoleAnswer.none(listener.toString(), "was not waited for");
    }
  }

  private Page get(URI listener, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(listener.resolve(path)).timeout(timeout).GET().build();
    Instant from = Instant.now();
    HttpResponse<byte[]> response =
        whole(
            client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_PAGE)));
    Instant to = Instant.now();
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return new Page(response.statusCode(), text, date(response), from, to);
  }

  /** A request's own timeout ends with the head of its answer. */
  private <T> T whole(CompletableFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + Durations.text(timeout), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    }
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    try {
      return response
          .headers()
          .firstValue("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
