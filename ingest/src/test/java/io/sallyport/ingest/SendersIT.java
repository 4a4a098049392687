package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway and what its senders need: handshakes, and secrets that are rotated. */
class SendersIT {
  private static final Duration RELOAD = Duration.ofSeconds(1);

  @TempDir private static Path home;
  private static EmbeddedBroker broker;
  private static Ingest ingest;

  @BeforeAll
  static void start() throws Exception {
    broker = IngestSite.broker(home);
    Files.createDirectories(home.resolve("sources"));
    secret("first");
    source("[secret]");
    ingest = Ingest.start(config());
  }

  @AfterAll
  static void stop() {
    ingest.close();
    broker.close();
  }

  private static Path config() throws IOException {
    return Files.writeString(
        home.resolve("config.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Ingest
        metadata: {name: ingest}
        spec: {environment: %s, listen: {port: 0}, reload: 1s, kafka: {%s}}
        """
            .formatted("test-" + broker.clusterId(), IngestSite.kafka(broker)));
  }

  private static void secret(String text) throws IOException {
    Files.writeString(home.resolve("secret"), text + "\n");
  }

  private static void source(String files) throws IOException {
    Files.writeString(
        home.resolve("sources/slack.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: slack}
        spec: {scheme: {preset: slack, secretFiles: %s}, limits: {rate: 1000/s}}
        """
            .formatted(files));
  }

  @BeforeEach
  void beginsWithTheFirstSecret() throws IOException {
    source("[secret]");
    secret("first");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> status("first") == 202);
  }

  private static HttpResponse<String> post(String secret, byte[] body, BodyPublisher publisher) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base(ingest.port()) + "/v1/sources/slack"))
            .header("content-type", "application/json");
    SenderSignature.with(Presets.named("slack").form(), Secret.of(secret.getBytes(UTF_8)))
        .headers(Instant.now(), name -> "", body)
        .forEach(request::header);
    return send(request.POST(publisher).build());
  }

  private static HttpResponse<String> post(String secret, String text) {
    byte[] body = text.getBytes(UTF_8);
    return post(secret, body, BodyPublishers.ofByteArray(body));
  }

  private static int status(String secret) {
    return post(secret, "{}").statusCode();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static String metrics() {
    URI uri = URI.create(base(ingest.adminPort()) + "/metrics");
    return send(HttpRequest.newBuilder(uri).build()).body();
  }

  private static long records() throws Exception {
    TopicPartition one = new TopicPartition(IngestSite.TOPIC, 0);
    TopicPartition other = new TopicPartition(IngestSite.TOPIC, 1);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      return admin
          .listOffsets(Map.of(one, OffsetSpec.latest(), other, OffsetSpec.latest()))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  @Test
  void takesAChangedSecretWithoutARestart() throws IOException {
    secret("second");

    Awaitility.await()
        .atMost(RELOAD.multipliedBy(5))
        .untilAsserted(() -> assertThat(status("second")).isEqualTo(202));
    assertThat(status("first")).isEqualTo(401);
  }

  @Test
  void takesAnAddedSecretFileBesideTheOldOne() throws IOException {
    Files.writeString(home.resolve("another"), "third\n");
    source("[another, secret]");

    Awaitility.await()
        .atMost(RELOAD.multipliedBy(5))
        .untilAsserted(() -> assertThat(status("third")).isEqualTo(202));
    assertThat(status("first")).isEqualTo(202);
  }

  @Test
  void goesOnWithTheOldSecretAndShowsIt() throws IOException {
    secret("");

    Awaitility.await()
        .atMost(RELOAD.multipliedBy(5))
        .untilAsserted(
            () -> assertThat(metrics()).contains("ingest_secrets_refused{source=\"slack\"} 1"));
    assertThat(status("first")).isEqualTo(202);
    assertThat(status("second")).isEqualTo(401);
  }

  @Test
  void answersAHandshakeOfTheSenderAndStoresNothing() throws Exception {
    String ask = "{\"token\":\"t\",\"challenge\":\"say-this-again\",\"type\":\"url_verification\"}";
    long before = records();

    HttpResponse<String> answer = post("first", ask);
    HttpResponse<String> stranger = post("stranger", ask);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"challenge\":\"say-this-again\"}");
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.body()).doesNotContain("say-this-again");
    assertThat(records()).isEqualTo(before);
    assertThat(metrics())
        .contains("ingest_requests_total{source=\"slack\",result=\"handshake\"} 1");
  }

  @Test
  void needsALength() throws Exception {
    byte[] body = "{}".getBytes(UTF_8);
    long before = records();

    HttpResponse<String> chunked =
        post("first", body, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    assertThat(chunked.statusCode()).isEqualTo(411);
    assertThat(chunked.body()).contains("length-required");
    assertThat(records()).isEqualTo(before);
  }
}
