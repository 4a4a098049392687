package io.sallyport.cli.post;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.service.config.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Posts to one address until it is taken. It follows no redirect, uses no proxy and reads no answer
 * but its status.
 */
public final class Post implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final URI endpoint;
  private final Patience patience;
  private final Pause pause;
  private final HttpClient client;

  /**
   * How patient it is.
   *
   * @param attempts of one body, before the process ends
   * @param timeout of one attempt
   */
  public record Patience(int attempts, Duration timeout) {
    /** Reads both from a document's limits. */
    public static Patience read(ConfigNode node) {
      return new Patience(
          (int) node.integer("attempts", 5, 1, 20),
          node.duration(
              "timeout", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }
  }

  /** Waits. */
  public interface Pause {
    /** That long. */
    void sleep(Duration time) throws InterruptedException;
  }

  /** To the only address that is ever posted to. */
  public Post(URI endpoint, Patience patience, Pause pause) {
    this.endpoint = endpoint;
    this.patience = patience;
    this.pause = pause;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(patience.timeout())
            .build();
  }

  /**
   * Until JSON is taken, and as often as the patience says; then it is a {@link CannotRun}.
   *
   * @param what it is, for who reads that it was not taken
   * @param headers made anew for each attempt
   */
  public void send(String what, byte[] body, Supplier<Map<String, String>> headers)
      throws InterruptedException {
    Duration wait = FIRST;
    String answer = attempt(body, headers.get());
    for (int attempt = 1; !answer.isEmpty(); attempt++) {
      if (attempt >= patience.attempts()) {
        throw new CannotRun(
            endpoint + " did not take " + what + ": " + answer + ".",
            "Nothing is lost: mend it and start again, it goes on with this one.");
      }
      pause.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
      answer = attempt(body, headers.get());
    }
  }

  /** Empty when it was taken, else why not. */
  private String attempt(byte[] body, Map<String, String> headers) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(patience.timeout())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode() / 100 == 2 ? "" : "it answered " + answer.statusCode();
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
