package io.sallyport.executor.bundle;

import io.sallyport.executor.postgres.Server;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part {@code server}: one PostgreSQL database. */
final class ServerPart {
  private static final int PORT = 5432;

  private ServerPart() {}

  /** How the server is known. */
  enum Mode {
    /** By its certificate and name. */
    VERIFY_FULL,
    /** Not at all. */
    DISABLE
  }

  static Server read(ConfigNode server) {
    ConfigNode tls = server.childOrEmpty("tls");
    return new Server(
        server.text("host"),
        Math.toIntExact(server.integer("port", PORT, 1, 65_535)),
        server.text("database"),
        tls(tls));
  }

  private static Server.Tls tls(ConfigNode tls) {
    return switch (tls.choice("mode", Mode.class, Mode.VERIFY_FULL)) {
      case DISABLE -> new Server.Tls.Disabled();
      case VERIFY_FULL -> {
        Path ca = tls.path("caFile");
        if (!Files.isReadable(ca)) {
          tls.problem("caFile", "the file cannot be read; look whether it is there");
        }
        yield new Server.Tls.VerifyFull(ca);
      }
    };
  }
}
