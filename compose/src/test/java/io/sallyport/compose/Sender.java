package io.sallyport.compose;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends signed GitHub deliveries to ingest, as GitHub does. */
final class Sender {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI source;
  private final Secret secret;

  Sender(String ingest, Secret secret) {
    this(ingest, "github", secret);
  }

  /** Whose signature is GitHub's, to another source. */
  Sender(String ingest, String source, Secret secret) {
    this.source = URI.create(ingest + "/v1/sources/" + source);
    this.secret = secret;
  }

  /** The status of a delivery with a right signature. */
  int send(String event, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(source)
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .header("x-github-event", event)
            .header("x-hub-signature-256", SenderSignature.github(secret, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
