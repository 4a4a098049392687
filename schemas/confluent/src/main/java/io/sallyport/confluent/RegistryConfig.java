package io.sallyport.confluent;

import io.sallyport.service.config.ConfigNode;
import java.net.URI;
import java.time.Duration;

/**
 * Where the registry is, how long to wait for it, and how we and it prove who we are.
 *
 * @param url of its Confluent-compatible API, {@code http} or {@code https}, without credentials
 * @param connectTimeout 1 ms to 1 min
 * @param readTimeout 1 ms to 1 min
 * @param credential what every request carries; not over {@code http}
 * @param tls files of TLS; none over {@code http}
 */
public record RegistryConfig(
    URI url,
    Duration connectTimeout,
    Duration readTimeout,
    RegistryCredential credential,
    RegistryTls tls) {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String ADDRESS =
      "registry.url: write http(s)://host[:port]/path, without credentials";

  /** Refuses other schemes, credentials in the URL or in the open, and timeouts out of range. */
  public RegistryConfig {
    boolean https = "https".equals(url.getScheme());
    boolean http = https || "http".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(ADDRESS);
    }
    boolean proves = !(credential instanceof RegistryCredential.None) || !tls.isEmpty();
    if (!https && proves) {
      throw new IllegalArgumentException(
          "registry.url: basic, bearer and tls need https, else they are there for all to read");
    }
    checkTimeout("registry.connectTimeout", connectTimeout);
    checkTimeout("registry.readTimeout", readTimeout);
  }

  /** A registry that asks nobody who they are. */
  public RegistryConfig(URI url, Duration connectTimeout, Duration readTimeout) {
    this(url, connectTimeout, readTimeout, new RegistryCredential.None(), RegistryTls.NONE);
  }

  /** The default timeouts: 2 s to connect, 5 s for each answer. */
  public static RegistryConfig of(String url) {
    return new RegistryConfig(uri(url), CONNECT, READ);
  }

  /** Reads the section {@code registry}; no file that it names is opened yet. */
  public static RegistryConfig read(ConfigNode node) {
    return new RegistryConfig(
        uri(node.text("url")),
        node.duration("connectTimeout", CONNECT, SHORTEST, LONGEST),
        node.duration("readTimeout", READ, SHORTEST, LONGEST),
        RegistryCredential.read(node),
        RegistryTls.read(node));
  }

  /** What {@link URI} says of a text has the text in it, and so its credentials. */
  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ADDRESS);
    }
  }

  private static void checkTimeout(String field, Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(field + ": must be from 1ms to 1m");
    }
  }
}
