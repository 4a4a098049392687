package io.sallyport.quickstart.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.supervise.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry keeps its schemas in a file and refuses incompatible ones. */
@Timeout(180)
class RegistryProcessIT {
  private static final String STRING = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";
  private static final String NUMBER = "{\"schema\": \"{\\\"type\\\": \\\"int\\\"}\"}";
  private static final String VERSIONS = "/subjects/probe/versions";

  @TempDir private Path directory;

  @Test
  void keepsSchemasAndItsRuleOverARestart() throws IOException, InterruptedException {
    try (var registry = RegistryProcess.start(directory)) {
      assertThat(post(registry.url(), STRING)).isEqualTo(200);
    }

    try (var registry = RegistryProcess.start(directory)) {
      assertThat(get(registry.url())).isEqualTo("[1]");
      assertThat(post(registry.url(), NUMBER)).isEqualTo(409);
    }
  }

  @Test
  void endsWhenItIsClosed() {
    var registry = RegistryProcess.start(directory);

    registry.close();

    assertThat(Readiness.listens(registry.url().getPort())).isFalse();
  }

  private static int post(URI url, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + VERSIONS))
            .header("content-type", "application/vnd.schemaregistry.v1+json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static String get(URI url) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url + VERSIONS)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
