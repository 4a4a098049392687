package io.sallyport.confluent;

import java.net.URI;
import java.time.Duration;

/**
 * Where the registry is and how long to wait for it.
 *
 * @param url of its Confluent-compatible API, {@code http} or {@code https}, without credentials
 * @param connectTimeout 1 ms to 1 min
 * @param readTimeout 1 ms to 1 min
 */
public record RegistryConfig(URI url, Duration connectTimeout, Duration readTimeout) {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Refuses other schemes, credentials in the URL, and timeouts out of range. */
  public RegistryConfig {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "registry.url: write http(s)://host[:port]/path, without credentials");
    }
    checkTimeout("registry.connectTimeout", connectTimeout);
    checkTimeout("registry.readTimeout", readTimeout);
  }

  /** The default timeouts: 2 s to connect, 5 s for each answer. */
  public static RegistryConfig of(String url) {
    return new RegistryConfig(URI.create(url), CONNECT, READ);
  }

  private static void checkTimeout(String field, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(field + ": must be from 1ms to 1m");
    }
  }
}
