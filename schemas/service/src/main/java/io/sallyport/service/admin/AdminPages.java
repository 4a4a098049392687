package io.sallyport.service.admin;

import io.sallyport.service.text.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers of the admin listener, apart from the server that sends them. */
final class AdminPages {
  static final int METHOD_NOT_ALLOWED = 405;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Supplier<Health> health;
  private final Supplier<String> metrics;

  AdminPages(Supplier<Health> health, Supplier<String> metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  Page get(String method, String path) {
    return switch (path) {
      case "/livez", "/readyz", "/metrics", "/version" ->
          method.equals("GET") ? known(path) : new Page(METHOD_NOT_ALLOWED, TEXT, "GET only\n");
      default -> new Page(NOT_FOUND, TEXT, "not found\n");
    };
  }

  private Page known(String path) {
    return switch (path) {
      case "/livez" -> live();
      case "/readyz" -> ready();
      case "/metrics" -> new Page(OK, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      default -> new Page(OK, "application/json", version());
    };
  }

  private Page live() {
    return switch (health.get()) {
      case Health.Ready _ -> new Page(OK, TEXT, "ok\n");
      case Health.NotReady(var reasons) -> new Page(OK, TEXT, "ok\n");
      case Health.Dead(var reason) -> new Page(UNAVAILABLE, TEXT, reason + "\n");
    };
  }

  private Page ready() {
    return switch (health.get()) {
      case Health.Ready(var notes) -> new Page(OK, TEXT, lines("ok", notes));
      case Health.NotReady(var reasons) ->
          new Page(UNAVAILABLE, TEXT, String.join("\n", reasons) + "\n");
      case Health.Dead(var reason) -> new Page(UNAVAILABLE, TEXT, reason + "\n");
    };
  }

  private static String lines(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String version() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("version", Version.current());
    fields.put("java", Runtime.version().toString());
    return JsonText.object(fields) + "\n";
  }

  /**
   * One answer.
   *
   * @param status the HTTP status
   * @param type the media type
   * @param text the body
   */
  record Page(int status, String type, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
