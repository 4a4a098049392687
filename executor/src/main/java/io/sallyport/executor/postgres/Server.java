package io.sallyport.executor.postgres;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.Set;

/**
 * One database of one PostgreSQL server; no record can change it.
 *
 * @param host a DNS name or an address literal, in lower case
 * @param port of that host
 * @param database its name
 * @param tls how the server is known
 */
public record Server(String host, int port, String database, Tls tls) {
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}|[0-9a-f:]{2,39}");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");

  /** How a server is known. */
  public sealed interface Tls {
    /** By a certificate for its host that one of the authorities in {@code ca} signed. */
    record VerifyFull(Path ca) implements Tls {}

    /** Not at all, for loopback literals: passwords and rows travel in the clear. */
    record Disabled() implements Tls {}
  }

  /** Refuses what is no exact server. */
  public Server {
    if (!HOST.matches(host)) {
      throw new IllegalArgumentException("host is a DNS name or an address in lower case");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is from 1 to 65535");
    }
    if (!DATABASE.matches(database)) {
      throw new IllegalArgumentException(
          "database has letters, digits, '_' and '-' only, 63 at most");
    }
    if (tls instanceof Tls.Disabled && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException("tls may be disabled for 127.0.0.1 and ::1 only");
    }
  }

  String url() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:postgresql://" + literal + ":" + port + "/" + database;
  }
}
