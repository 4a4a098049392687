package io.sallyport.service.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin listener answers four pages by GET, and nothing else. */
class AdminListenerTest {
  private final AtomicReference<Health> health = new AtomicReference<>(Health.ready());
  private final AdminListener listener =
      AdminListener.start(new AdminConfig("127.0.0.1", 0), health::get, new Metrics());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    listener.close();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + listener.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/livez,ok",
    "/readyz,ok",
    "/metrics,# HELP sallyport_ready",
    "/version,'{\"version\":\"'"
  })
  void answersItsPages(String path, String start) throws Exception {
    HttpResponse<String> response = send("GET", path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith(start).doesNotContain("${");
  }

  @Test
  void livesWhileItIsNotReady() throws Exception {
    health.set(Health.notReady("waiting for the broker"));

    assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/readyz").body()).isEqualTo("waiting for the broker\n");
    assertThat(send("GET", "/metrics").body()).contains("\nsallyport_ready 0\n");
  }

  @Test
  void saysWhatSomebodyShouldKnowWhileItIsReady() throws Exception {
    health.set(Health.ready(List.of("the circuit is open")));

    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/readyz").body()).isEqualTo("ok\nthe circuit is open\n");
    assertThat(send("GET", "/metrics").body()).contains("\nsallyport_ready 1\n");
  }

  @Test
  void diesWhenItCannotRecover() throws Exception {
    health.set(Health.dead("the producer is closed"));

    assertThat(send("GET", "/livez").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/livez/", "/livezz", "/metrics/x", "/../livez", "/v1/sources/x"})
  void knowsNoOtherPath(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
  void takesNoOtherMethod(String method) throws Exception {
    HttpResponse<String> response = send(method, "/metrics");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET");
  }

  @Test
  void saysWhichAddressIsTaken() {
    assertThatThrownBy(() ->
            AdminListener.start(
                new AdminConfig("127.0.0.1", listener.port()), health::get, new Metrics()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + listener.port());
  }

  @Test
  void showsTheProcessItself() {
    Metrics metrics = new Metrics();
    JvmMetrics.register(metrics, "ingest");

    assertThat(metrics.text())
        .contains("\njvm_threads ", "\nprocess_start_time_seconds ")
        .contains("\nsallyport_build_info{role=\"ingest\",version=\"");
  }

  @Test
  void listensOnLoopbackByDefault() throws Exception {
    var document =
        io.sallyport.service.config.ConfigFile.parse(
                "x.yaml", "apiVersion: sallyport/v1\nkind: X\nspec: {}\n")
            .getFirst();

    AdminConfig config = document.finish(() -> AdminConfig.read(document.spec()));

    assertThat(InetAddress.getByName(config.host()).isLoopbackAddress()).isTrue();
  }
}
