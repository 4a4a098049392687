package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.config.Secret;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway before a real broker: what it accepted is on the topic, also over an outage. */
class IngestIT {
  private static final int LARGEST = 1 << 20;
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Ingest ingest;

  @BeforeAll
  static void start() throws Exception {
    broker = IngestSite.broker(directory);
    ingest = Ingest.start(home("home", "test-" + broker.clusterId()));
  }

  @AfterAll
  static void stop() {
    ingest.close();
    broker.close();
  }

  private static Path home(String name, String environment) throws IOException {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("sources"));
    Files.writeString(home.resolve("secret"), "secret\n");
    Files.writeString(
        home.resolve("sources/github.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec:
          scheme: {preset: github, secretFiles: [secret]}
          forwardHeaders: [x-github-event]
          limits: {rate: 10000/s}
        """);
    Path config = home.resolve("config.yaml");
    Files.writeString(
        config,
        """
        apiVersion: sallyport/v1
        kind: Ingest
        metadata: {name: ingest}
        spec:
          environment: %s
          listen: {port: 0}
          kafka: {%s}
          limits: {publish: 2s}
        """
            .formatted(environment, IngestSite.kafka(broker)));
    return config;
  }

  /** What is too large waits for leave to be sent: ingest hangs up on who sends it unasked. */
  private static HttpResponse<String> post(String body) {
    return post(body, SenderSignature.github(SECRET, body.getBytes(UTF_8)));
  }

  private static HttpResponse<String> post(String body, String signature) {
    URI uri = URI.create("http://127.0.0.1:" + ingest.port() + "/v1/sources/github");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .header("x-github-event", "push")
            .expectContinue(body.length() > LARGEST)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  /** On a connection of its own: ingest may close an idle one while a request is on its way. */
  private static HttpResponse<String> send(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int readiness() {
    URI uri = URI.create("http://127.0.0.1:" + ingest.adminPort() + "/readyz");
    return send(HttpRequest.newBuilder(uri).build()).statusCode();
  }

  private static List<ConsumerRecord<byte[], byte[]>> topic() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            broker.clientProperties("admin"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(IngestSite.TOPIC, 0), new TopicPartition(IngestSite.TOPIC, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long expected = consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      while (found.size() < expected) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found;
    }
  }

  private static List<String> values() {
    return topic().stream().map(entry -> new String(entry.value(), UTF_8)).toList();
  }

  @Test
  void storesWhatItAccepts() {
    HttpResponse<String> response = post("{\"n\":\"stored\"}");

    assertThat(response.statusCode()).isEqualTo(202);
    ConsumerRecord<byte[], byte[]> entry =
        topic().stream()
            .filter(each -> new String(each.value(), UTF_8).equals("{\"n\":\"stored\"}"))
            .findFirst()
            .orElseThrow();
    assertThat(response.body()).isEqualTo("{\"delivery\":\"" + header(entry, "ce_id") + "\"}");
    assertThat(header(entry, "http-x-github-event")).isEqualTo("push");
    assertThat(entry.key()).hasSize(43);
    assertThat(entry.partition()).isEqualTo(Partitions.of(entry.key(), IngestSite.PARTITIONS));
  }

  private static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
    return new String(entry.headers().lastHeader(name).value(), US_ASCII);
  }

  @Test
  void storesNothingThatIsUnproven() {
    HttpResponse<String> response = post("{\"n\":\"forged\"}", "sha256=" + "0".repeat(64));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(values()).doesNotContain("{\"n\":\"forged\"}");
  }

  @Test
  void takesTheLargestBody() {
    String largest = "\"" + "x".repeat(LARGEST - 2) + "\"";

    assertThat(post(largest).statusCode()).isEqualTo(202);
    assertThat(post(largest + " ").statusCode()).isEqualTo(413);
  }

  @Test
  void outlivesAnOutageOfTheBroker() {
    List<String> accepted = new ArrayList<>();
    accept(accepted, "before");

    broker.stop();
    long start = System.nanoTime();
    HttpResponse<String> during = post("{\"n\":\"during\"}");
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    int readyDuring = readiness();
    broker.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(accept(accepted, "after")).isEqualTo(202));

    assertThat(during.statusCode()).isEqualTo(503);
    assertThat(during.headers().firstValue("retry-after")).isPresent();
    assertThat(waited).isLessThan(Duration.ofSeconds(5));
    assertThat(readyDuring).isEqualTo(503);
    assertThat(readiness()).isEqualTo(200);
    assertThat(values()).containsAll(accepted);
  }

  private static int accept(List<String> accepted, String name) {
    String body = "{\"n\":\"" + name + "\"}";
    HttpResponse<String> response = post(body);
    if (response.statusCode() == 202) {
      accepted.add(body);
    }
    return response.statusCode();
  }

  @Test
  void doesNotStartOnAnotherCluster() throws IOException {
    Path config = home("other", "test-4L6g3nShT-eMCtK--X86sw");

    assertThatThrownBy(() -> Ingest.start(config))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("environment: does not end with the id of the cluster");
  }
}
