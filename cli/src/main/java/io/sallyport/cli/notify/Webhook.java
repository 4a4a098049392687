package io.sallyport.cli.notify;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.signature.SenderSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Posts notices to one address, signed as Standard Webhooks. It follows no redirect, uses no proxy
 * and reads no answer but its status.
 */
final class Webhook implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final NotifierFile file;
  private final SenderSignature signature;
  private final InstantSource clock;
  private final Pause pause;
  private final HttpClient client;

  /** Waits. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  Webhook(NotifierFile file, InstantSource clock, Pause pause) {
    this.file = file;
    this.signature = SenderSignature.with(Presets.named("standard-webhooks").form(), file.secret());
    this.clock = clock;
    this.pause = pause;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(file.limits().timeout())
            .build();
  }

  /** Until it is taken, and as often as the file says; then it is a {@link CannotRun}. */
  void post(Notice notice) throws InterruptedException {
    byte[] body = notice.body(file.link(notice.action().id().text()));
    Duration wait = FIRST;
    String answer = attempt(notice, body);
    for (int attempt = 1; !answer.isEmpty(); attempt++) {
      if (attempt >= file.limits().attempts()) {
        throw new CannotRun(
            file.endpoint() + " did not take " + notice.receipt() + ": " + answer + ".",
            "Nothing is lost: mend it and start again, it goes on with this one.");
      }
      pause.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
      answer = attempt(notice, body);
    }
  }

  /** Empty when it was taken, else why not. */
  private String attempt(Notice notice, byte[] body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(file.endpoint())
            .timeout(file.limits().timeout())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signature.headers(clock.instant(), _ -> notice.id(), body).forEach(request::header);
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
