package io.sallyport.quickstart.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.time.Instant;
import java.util.Optional;

/**
 * A request to deploy a commit, as the target understands it.
 *
 * @param environment where to
 * @param repository what
 * @param commit which state of it
 * @param idempotencyKey the caller's name for this one deployment
 */
record Deployment(String environment, String repository, String commit, String idempotencyKey) {
  private static final int LIMIT = 200;
  private static final String PATH_START = "/environments/";
  private static final String PATH_END = "/deployments";

  /** The environment in a request's path, if the path is one of this service's. */
  static Optional<String> environmentOf(String path) {
    if (!path.startsWith(PATH_START)
        || !path.endsWith(PATH_END)
        || path.length() <= PATH_START.length() + PATH_END.length()) {
      return Optional.empty();
    }
    String name = path.substring(PATH_START.length(), path.length() - PATH_END.length());
    return Optional.of(name).filter(it -> it.indexOf('/') < 0 && it.length() <= LIMIT);
  }

  /** A deployment of what the body says, if it says it. */
  static Optional<Deployment> parse(String environment, String idempotencyKey, byte[] body) {
    return StrictJson.read(body)
        .map(json ->
            new Deployment(
                environment, text(json, "repository"), text(json, "commit"), idempotencyKey))
        .filter(Deployment::isComplete);
  }

  ObjectNode effect(Instant now) {
    return StrictJson.object()
        .put("time", now.toString())
        .put("environment", environment)
        .put("repository", repository)
        .put("commit", commit)
        .put("idempotencyKey", idempotencyKey);
  }

  private boolean isComplete() {
    return isGood(repository) && isGood(commit) && isGood(idempotencyKey);
  }

  private static boolean isGood(String text) {
    return !text.isEmpty() && text.length() <= LIMIT;
  }

  private static String text(ObjectNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).textValue() : "";
  }
}
