package io.sallyport.cli.trace;

import io.sallyport.cli.post.Address;
import io.sallyport.cli.post.Post;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where spans go, and how. Paths are relative to the file.
 *
 * @param endpoint the only address that is ever posted to: OTLP over HTTP, with its path
 * @param token a bearer token, if the receiver wants one
 * @param state the file that remembers how far receipts were posted
 * @param limits how much at once, and how patient it is
 */
record TracerFile(URI endpoint, Optional<Secret> token, Path state, Limits limits) {

  /**
   * How much at once, and how patient it is.
   *
   * @param post how patient
   * @param batch the most spans in one request
   * @param waiting how many receipts are remembered of which another one may follow, so that the
   *     span of that one shows the wait
   */
  record Limits(Post.Patience post, int batch, int waiting) {
    private static Limits read(ConfigNode node) {
      return new Limits(
          Post.Patience.read(node),
          (int) node.integer("batch", 512, 2, 8192),
          (int) node.integer("waiting", 10_000, 0, 1_000_000));
    }
  }

  static TracerFile read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Tracer");
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new TracerFile(
            Address.read(spec, "endpoint"),
            spec.optionalText("tokenFile").map(spec.home()::resolve).map(Secret::readToken),
            spec.path("state"),
            Limits.read(spec.childOrEmpty("limits"))));
  }

  /** What each request has beside its body. */
  Map<String, String> headers() {
    return token
        .map(secret -> Map.of("authorization", "Bearer " + secret.reveal()))
        .orElse(Map.of());
  }
}
