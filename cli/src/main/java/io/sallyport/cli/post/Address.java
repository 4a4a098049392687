package io.sallyport.cli.post;

import io.sallyport.service.config.ConfigNode;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses that may be posted to: encrypted or within this machine, without a password in them.
 */
public final class Address {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
  private static final URI NONE = URI.create("https://127.0.0.1/");

  private Address() {}

  /** Reads a key of a document; what is none is a problem there. */
  public static URI read(ConfigNode node, String key) {
    Optional<URI> address = parse(node.text(key));
    if (address.isEmpty()) {
      node.problem(key, "https://host/path, or http:// to 127.0.0.1 or [::1]");
    }
    return address.orElse(NONE);
  }

  /** Reads a text. */
  public static Optional<URI> parse(String text) {
    try {
      URI uri = URI.create(text);
      boolean isHere = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      boolean isEncrypted = "https".equals(uri.getScheme()) && uri.getHost() != null;
      return Optional.of(uri).filter(_ -> (isHere || isEncrypted) && uri.getUserInfo() == null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
