package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Senders that go on whatever the answer is, and remember what was accepted. */
final class Senders implements AutoCloseable {
  private final URI uri;
  private final Secret secret;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isOver;

  Senders(URI uri, Secret secret) {
    this.uri = uri;
    this.secret = secret;
  }

  /** So many at once, from now on. */
  void begin(int count) {
    for (int number = 0; number < count; number++) {
      threads.add(Thread.ofPlatform().start(this::send));
    }
  }

  /** Each has a client of its own: HTTP/1.1, with a connection that is kept while it lives. */
  private void send() {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      while (!isOver) {
        post(client, "{\"n\":" + next.incrementAndGet() + "}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(HttpClient client, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .header("x-hub-signature-256", SenderSignature.github(secret, body.getBytes(UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status == 202) {
        accepted.add(body);
        return;
      }
    } catch (IOException e) {
      // no answer says nothing, as to any sender
    }
    refused.incrementAndGet();
    Thread.sleep(10);
  }

  /** How many were accepted. */
  int accepted() {
    return accepted.size();
  }

  /** How many were not. */
  int refused() {
    return refused.get();
  }

  /** Ends the senders; what was accepted. */
  Set<String> end() throws InterruptedException {
    isOver = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return Set.copyOf(accepted);
  }

  @Override
  public void close() {
    isOver = true;
  }
}
