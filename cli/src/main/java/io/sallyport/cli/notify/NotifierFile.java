package io.sallyport.cli.notify;

import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where notifications go, and how. Paths are relative to the file.
 *
 * @param endpoint the only address that is ever posted to
 * @param secret that signs
 * @param link where a person goes from the notification; the action's id takes the place of {@code
 *     {action}}
 * @param state the file that remembers how far receipts were told of
 * @param limits how patient it is
 */
record NotifierFile(URI endpoint, Secret secret, String link, Path state, Limits limits) {
  private static final String ACTION = "{action}";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
  private static final int MAX_LINK = 512;

  /**
   * How patient it is.
   *
   * @param attempts of one notification, before the process ends
   * @param timeout of one attempt
   */
  record Limits(int attempts, Duration timeout) {
    private static Limits read(ConfigNode node) {
      return new Limits(
          (int) node.integer("attempts", 5, 1, 20),
          node.duration(
              "timeout", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }
  }

  static NotifierFile read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Notifier");
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new NotifierFile(
            endpoint(spec),
            HmacSecrets.standardWebhooks(Secret.read(spec.path("secretFile"))),
            link(spec),
            spec.path("state"),
            Limits.read(spec.childOrEmpty("limits"))));
  }

  /** Whom a link leads to is shown to persons who trust it: no other schemes than these. */
  private static String link(ConfigNode spec) {
    String link = spec.text("link");
    boolean isOne = link.indexOf(ACTION) >= 0 && link.indexOf(ACTION) == link.lastIndexOf(ACTION);
    if (link.length() > MAX_LINK || !isOne || address(link.replace(ACTION, "a")).isEmpty()) {
      spec.problem("link", "https://... of at most 512 characters with {action} in it once");
    }
    return link;
  }

  private static URI endpoint(ConfigNode spec) {
    Optional<URI> address = address(spec.text("endpoint"));
    if (address.isEmpty()) {
      spec.problem("endpoint", "https://host/path, or http:// to 127.0.0.1 or [::1]");
    }
    return address.orElse(URI.create("https://127.0.0.1/"));
  }

  /** Without anybody's name and password in it, and encrypted or within this machine. */
  private static Optional<URI> address(String text) {
    try {
      URI uri = URI.create(text);
      boolean isHere = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      boolean isEncrypted = "https".equals(uri.getScheme()) && uri.getHost() != null;
      return Optional.of(uri).filter(_ -> (isHere || isEncrypted) && uri.getUserInfo() == null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String link(String action) {
    return link.replace(ACTION, action);
  }
}
