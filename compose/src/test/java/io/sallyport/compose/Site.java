package io.sallyport.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running installation with its data directory, wherever its broker and registry run. */
abstract class Site implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path data;

  Site(Path data) {
    this.data = data;
  }

  /** Ends the broker, starts it with its data and returns when the installation is ready. */
  abstract void restartBroker();

  @Override
  public abstract void close();

  final String ingest() {
    return endpoints().path("ingest").asText();
  }

  final JsonNode endpoints() {
    return read("endpoints.json");
  }

  final Secret secret() {
    return Secret.read(data.resolve("ingest/secrets/github"));
  }

  /** What was really done to the demo target, a JSON object each. */
  final List<JsonNode> effects() {
    List<JsonNode> effects = new ArrayList<>();
    try {
      Path file = data.resolve("target/effects.jsonl");
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        effects.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return effects;
  }

  final Path data() {
    return data;
  }

  private JsonNode read(String file) {
    try {
      return JSON.readTree(data.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the tally says when all is accounted for or that time is over. */
  final Stack.Ended tally(Duration wait) {
    return Stack.command(
        "tally", "--data", data.toString(), "--wait", wait.toSeconds() + "s", "--output", "json");
  }
}
