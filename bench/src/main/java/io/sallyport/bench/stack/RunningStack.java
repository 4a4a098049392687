package io.sallyport.bench.stack;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A stack by its data directory: pushes go in, effects come out. Safe for any thread. */
record RunningStack(Path data, HttpClient client) {
  RunningStack(Path data) {
    this(data, HttpClient.newHttpClient());
  }

  /** A commit's name that no other run has. */
  static String commit(String run, int number) {
    return (run + "%08x".formatted(number) + "0".repeat(40)).substring(0, 40);
  }

  /** Pushes a commit, signed as GitHub would; returns with ingest's answer. */
  void push(String commit, String branch) throws IOException, InterruptedException {
    String body =
        """
        {"ref":"refs/heads/%s","after":"%s","repository":{"full_name":"acme/shop"},\
        "pusher":{"name":"octo"},"sender":{"login":"octo"},"head_commit":{"message":"bench"}}\
        """
            .formatted(branch, commit);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.read(data.resolve("ingest/secrets/github"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint("ingest") + "/v1/sources/github"))
            .header("content-type", "application/json")
            .header("x-github-event", "push")
            .header("x-hub-signature-256", SenderSignature.github(secret, bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 202) {
      throw new IllegalStateException("ingest answered " + status);
    }
  }

  private String endpoint(String role) throws IOException {
    byte[] json = Files.readAllBytes(data.resolve("endpoints.json"));
    return StrictJson.read(json).orElseThrow().path(role).asText();
  }

  /** When each commit took effect, by the target's own clock, which is this machine's. */
  Map<String, Instant> effects() throws IOException {
    Map<String, Instant> effects = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("target/effects.jsonl"))) {
      var effect = StrictJson.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
      effects.put(effect.path("commit").asText(), Instant.parse(effect.path("time").asText()));
    }
    return effects;
  }
}
