package io.sallyport.ingest;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.ingest.http.HttpAddress;
import io.sallyport.ingest.http.TlsFiles;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.KafkaProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The configuration of the gateway.
 *
 * @param environment ends with the broker's cluster id
 * @param topics below the prefix
 * @param listen the public address
 * @param admin the address of health and metrics
 * @param documents where the Source documents are
 * @param kafka connection settings
 * @param limits on everything
 */
record IngestConfig(
    Environment environment,
    Topics topics,
    HttpAddress listen,
    AdminConfig admin,
    Documents documents,
    Map<String, Object> kafka,
    IngestLimits limits) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_AUTHORITIES = 16;

  IngestConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Source documents and the files they name.
   *
   * @param sources their directory
   * @param home what relative paths are resolved against
   * @param reload how often their secrets and keys, and the files of TLS, are looked at
   */
  record Documents(Path sources, Path home, Duration reload) {
    private static Documents read(ConfigNode spec) {
      Duration reload =
          spec.duration(
              "reload", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofHours(1));
      return new Documents(spec.path("sources", "sources"), spec.home(), reload);
    }
  }

  /** Reads the process's file, or throws {@code ConfigException} with every problem. */
  static IngestConfig read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Ingest");
    ConfigNode spec = document.spec();
    Documents documents = Documents.read(spec);
    return document.finish(() ->
        new IngestConfig(
            new Environment(spec.text("environment")),
            new Topics(spec.text("prefix", "sallyport")),
            listen(spec.childOrEmpty("listen"), documents.reload()),
            AdminConfig.read(spec),
            documents,
            KafkaProperties.of(spec.textMap("kafka"), spec.home()),
            IngestLimits.read(spec.childOrEmpty("limits"))));
  }

  private static HttpAddress listen(ConfigNode listen, Duration reload) {
    return new HttpAddress(
        listen.text("host", "127.0.0.1"),
        (int) listen.integer("port", 8080, 0, MAX_PORT),
        listen.optionalChild("tls").map(tls -> tls(tls, reload)));
  }

  private static TlsFiles tls(ConfigNode tls, Duration reload) {
    List<Path> clients = tls.paths("clients");
    if (clients.size() > MAX_AUTHORITIES) {
      tls.problem("clients", "at most " + MAX_AUTHORITIES + " files");
    }
    return new TlsFiles(tls.path("certificate"), tls.path("key"), clients, reload);
  }
}
