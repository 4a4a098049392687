package io.sallyport.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.pki.Pki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the running ingest says of itself when one of its watches has ended. */
class WatchIT {
  @TempDir private static Path home;
  private static IngestSite site;
  private static Path config;

  @BeforeAll
  static void start() throws Exception {
    site = IngestSite.start(home, "publish: 2s");
    Pki.openOrCreate(home.resolve("authority")).issueServer("ingest", home.resolve("server"));
    config = site.configWithTls(home.resolve("server/client.pem"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets", "tls"})
  void wantsARestartWhenOneOfItsWatchesHasEnded(String watch) throws Exception {
    try (Ingest ingest = Ingest.start(config)) {
      assertThat(page(ingest, "livez").statusCode()).isEqualTo(200);
      assertThat(page(ingest, "readyz").statusCode()).isEqualTo(200);

      end(watch);

      Awaitility.await()
          .untilAsserted(() -> assertThat(page(ingest, "livez").statusCode()).isEqualTo(503));
      assertThat(page(ingest, "livez").body())
          .isEqualTo("changed secrets and certificates are no longer looked at\n");
      assertThat(page(ingest, "readyz").statusCode()).isEqualTo(503);
    }
  }

  /** No look can be made to throw from outside, but its thread can be told to stop. */
  private static void end(String watch) {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(watch))
        .forEach(Thread::interrupt);
  }

  private static HttpResponse<String> page(Ingest ingest, String name)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ingest.adminPort() + "/" + name);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
