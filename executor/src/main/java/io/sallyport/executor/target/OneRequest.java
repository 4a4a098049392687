package io.sallyport.executor.target;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends requests to one target, each exactly once, over HTTP/1.1 and on a connection of its own: no
 * redirect, no retry, no proxy, no cookie. Safe for any thread.
 */
public final class OneRequest {
  // The JDK client's settings are read when its classes load, so before the first client.
  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    System.setProperty("jdk.httpclient.auth.retrylimit", "0");
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    System.setProperty("jdk.httpclient.keepalive.timeout", "0");
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  /** The client's own default starts platform threads for each request. */
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("http-target").start(task);

  private final Duration connecting;

  private OneRequest(Duration connecting) {
    this.connecting = connecting;
  }

  /**
   * Requests to this target; from now on its name is guarded in this JVM.
   *
   * @param addresses which ones the target may have
   * @param connecting how long that may take
   */
  public static OneRequest to(Target target, AddressRule addresses, Duration connecting) {
    if (target.literal().isEmpty()) {
      GuardedHosts.guard(target.host(), addresses);
    }
    return new OneRequest(connecting);
  }

  /**
   * The answer, its body empty where it was above the cap; {@link TimeoutException} when it is not
   * whole after {@code time}. The JDK's client keeps a connection for the next request, whatever
   * the headers say, unless the server's answer ends it; the next action would then meet a
   * connection that the server closes. Hence a client for each request.
   */
  public <T> HttpResponse<Optional<T>> send(
      HttpRequest request, Supplier<CappedBody<T>> body, Duration time)
      throws ExecutionException, TimeoutException, InterruptedException {
    HttpClient client = client();
    CompletableFuture<HttpResponse<Optional<T>>> exchange =
        client.sendAsync(request, answer -> body.get());
    try {
      return exchange.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      exchange.cancel(true);
      client.shutdownNow();
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(connecting)
        .executor(THREADS)
        .build();
  }
}
