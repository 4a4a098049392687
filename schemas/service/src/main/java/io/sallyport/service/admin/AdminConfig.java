package io.sallyport.service.admin;

import io.sallyport.service.config.ConfigNode;

/**
 * Where the admin listener listens.
 *
 * @param host loopback unless a watch network is named
 * @param port 0 for any free port
 */
public record AdminConfig(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Refuses an empty host and a port that does not exist. */
  public AdminConfig {
    if (host.isEmpty() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("admin: needs a host and a port from 0 to 65535");
    }
  }

  /** Reads {@code admin: {host, port}} of a process; both have defaults. */
  public static AdminConfig read(ConfigNode spec) {
    ConfigNode admin = spec.childOrEmpty("admin");
    return new AdminConfig(
        admin.text("host", "127.0.0.1"), (int) admin.integer("port", 0, 0, MAX_PORT));
  }
}
