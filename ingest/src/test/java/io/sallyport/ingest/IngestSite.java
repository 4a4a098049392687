package io.sallyport.ingest;

import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A real broker, and what a process of ingest with one GitHub source needs to start. */
final class IngestSite implements AutoCloseable {
  static final String TOPIC = "sallyport.untrusted";
  static final int PARTITIONS = 2;

  private final EmbeddedBroker broker;
  private final int port;
  private final Path config;

  private IngestSite(EmbeddedBroker broker, int port, Path config) {
    this.broker = broker;
    this.port = port;
    this.config = config;
  }

  /**
   * Below a directory.
   *
   * @param limits of ingest, as its file has them
   */
  static IngestSite start(Path home, String limits)
      throws IOException, ExecutionException, InterruptedException {
    EmbeddedBroker broker = broker(home);
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      return new IngestSite(broker, port, config(home, broker, port, limits));
    }
  }

  /** A broker below a directory, with the untrusted topic, which ingest may write. */
  static EmbeddedBroker broker(Path home) throws ExecutionException, InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      NewTopic topic = new NewTopic(TOPIC, PARTITIONS, (short) 1);
      topic.configs(Map.of("compression.type", "uncompressed", "max.message.bytes", "1114112"));
      admin.createTopics(List.of(topic)).all().get();
      AclBinding write =
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
              new AccessControlEntry(
                  "User:ingest", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
      admin.createAcls(List.of(write)).all().get();
    }
    return broker;
  }

  /** The settings with which ingest reaches it, as its file has them. */
  static String kafka(EmbeddedBroker broker) {
    return broker.clientProperties("ingest").entrySet().stream()
        .map(entry -> "%s: '%s'".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Path config(Path home, EmbeddedBroker broker, int port, String limits)
      throws IOException {
    Files.createDirectories(home.resolve("sources"));
    Files.writeString(home.resolve("secret"), "secret\n");
    Files.writeString(
        home.resolve("sources/github.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: [secret]}, limits: {rate: 100000/s}}
        """);
    return Files.writeString(
        home.resolve("config.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Ingest
        metadata: {name: ingest}
        spec:
          environment: %s
          listen: {port: %d}
          kafka: {%s}
          limits: {%s}
        """
            .formatted("test-" + broker.clusterId(), port, kafka(broker), limits));
  }

  EmbeddedBroker broker() {
    return broker;
  }

  int port() {
    return port;
  }

  Path config() {
    return config;
  }

  /** The same process with TLS of its own, its key and certificate in one file. */
  Path configWithTls(Path own) throws IOException {
    String listen = "listen: {port: %d".formatted(port);
    String tls = ", tls: {certificate: %s, key: %s}".formatted(own, own);
    return Files.writeString(
        config.resolveSibling("tls.yaml"), Files.readString(config).replace(listen, listen + tls));
  }

  @Override
  public void close() {
    broker.close();
  }
}
