package io.sallyport.cli.stage;

import io.sallyport.contract.id.ActionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** What the target says was done to it. */
public final class Target {
  private final HttpClient http;
  private final URI effects;

  /** The target that listens there. */
  public Target(HttpClient http, URI target) {
    this.http = http;
    this.effects = target.resolve("/effects");
  }

  /** How many effects the target has recorded under an action's idempotency key. */
  public long effectsOf(ActionId id) throws InterruptedException {
    return effectsWith(id.text());
  }

  /** How many effects the target has recorded with {@code text} as a value. */
  public long effectsWith(String text) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(effects).timeout(Stage.PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return occurrences(answer.body(), "\"" + text + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException("the demo target does not answer", e);
    }
  }

  private static long occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1L;
  }
}
