package io.sallyport.bench;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.evidence.signature.GithubSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a delivery takes through a running stack: from before the request to ingest's answer,
 * and to the effect at the demo target. One sender at a fixed rate; both clocks are this machine's.
 */
public final class PipelineMain {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private PipelineMain(Path data) {
    this.data = data;
  }

  /**
   * {@code PipelineMain DATA COUNT RATE}: a stack's data directory, deliveries, deliveries a
   * second.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: PipelineMain DATA COUNT RATE (for example .sallyport 300 10)");
      System.exit(2);
    }
    int count = Integer.parseInt(arguments[1]);
    int rate = Integer.parseInt(arguments[2]);
    new PipelineMain(Path.of(arguments[0])).measure(count, rate);
  }

  private void measure(int count, int rate) throws IOException, InterruptedException {
    String run = Long.toHexString(System.nanoTime());
    Map<String, Instant> sent = new HashMap<>();
    List<Duration> answered = new ArrayList<>();
    Instant start = Instant.now();
    for (int i = 0; i < count; i++) {
      Thread.sleep(
          Math.max(
              0, Duration.between(Instant.now(), start.plusMillis(1000L * i / rate)).toMillis()));
      String commit = (run + "%08x".formatted(i) + "0".repeat(40)).substring(0, 40);
      Instant before = Instant.now();
      send(commit, i % 2 == 0 ? "main" : "release");
      answered.add(Duration.between(before, Instant.now()));
      sent.put(commit, before);
    }
    print("to the answer", answered);
    print("to the effect", effects(sent));
  }

  private void send(String commit, String branch) throws IOException, InterruptedException {
    String body =
        """
        {"ref":"refs/heads/%s","after":"%s","repository":{"full_name":"acme/shop"},\
        "pusher":{"name":"octo"},"sender":{"login":"octo"},"head_commit":{"message":"bench"}}\
        """
            .formatted(branch, commit);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.read(data.resolve("ingest/secrets/github"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ingest() + "/v1/sources/github"))
            .header("content-type", "application/json")
            .header("x-github-event", "push")
            .header("x-hub-signature-256", GithubSignature.sign(secret, bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 202) {
      throw new IllegalStateException("ingest answered " + status);
    }
  }

  private String ingest() throws IOException {
    byte[] json = Files.readAllBytes(data.resolve("endpoints.json"));
    return StrictJson.read(json).orElseThrow().path("ingest").asText();
  }

  private List<Duration> effects(Map<String, Instant> sent)
      throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    Map<String, Duration> took = new HashMap<>();
    while (took.size() < sent.size() && Instant.now().isBefore(giveUp)) {
      for (String line : Files.readAllLines(data.resolve("target/effects.jsonl"))) {
        var effect = StrictJson.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        Instant before = sent.get(effect.path("commit").asText());
        if (before != null) {
          Instant done = Instant.parse(effect.path("time").asText());
          took.put(effect.path("commit").asText(), Duration.between(before, done));
        }
      }
      Thread.sleep(200);
    }
    return List.copyOf(took.values());
  }

  private static void print(String what, List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    System.out.printf(
        "%s: %d, p50 %d ms, p90 %d ms, p99 %d ms, max %d ms%n",
        what, sorted.size(), at(sorted, 0.50), at(sorted, 0.90), at(sorted, 0.99), at(sorted, 1.0));
  }

  private static long at(List<Duration> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).toMillis();
  }
}
