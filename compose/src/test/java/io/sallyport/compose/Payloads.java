package io.sallyport.compose;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made GitHub deliveries of different event types and sizes, the same for the same seed. */
final class Payloads {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> EVENTS =
      List.of("push", "issues", "pull_request", "ping", "workflow_run", "release", "star", "fork");
  private static final int MAX_PADDING = 95_000;

  private final Random random;

  Payloads(long seed) {
    this.random = new Random(seed);
  }

  /** One delivery. */
  record Payload(String event, Bytes body) {}

  List<Payload> take(int count) {
    List<Payload> payloads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String event = EVENTS.get(i % EVENTS.size());
      ObjectNode json = event.equals("push") ? push(i) : other(event, i);
      json.put("padding", padding());
      payloads.add(new Payload(event, Bytes.of(bytes(json))));
    }
    return payloads;
  }

  /** Every other push is one that policy allows. */
  static ObjectNode push(int number) {
    boolean allowed = number % 16 == 0;
    ObjectNode json = StrictJson.object();
    json.put("ref", "refs/heads/main");
    json.put("after", "%040x".formatted(number + 1));
    json.putObject("repository").put("full_name", allowed ? "acme/shop" : "acme/other");
    json.putObject("pusher").put("name", "octo");
    json.putObject("sender").put("login", "octo");
    json.putObject("head_commit").put("message", "change " + number);
    return json;
  }

  private static ObjectNode other(String event, int number) {
    ObjectNode json = StrictJson.object();
    json.put("action", "opened");
    json.put("number", number);
    json.putObject(event).put("id", number).put("title", "something about " + event);
    json.putObject("repository").put("full_name", "acme/shop");
    return json;
  }

  private String padding() {
    int length = random.nextInt(MAX_PADDING);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
