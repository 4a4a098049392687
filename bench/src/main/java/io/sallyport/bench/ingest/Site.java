package io.sallyport.bench.ingest;

import io.sallyport.bench.site.BrokerProcess;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A real broker with mutual TLS and the manifest's topics, and ingest: each is a process. */
final class Site implements AutoCloseable {
  /** What listeners let in at once. */
  static final int CONNECTIONS = 2_200;

  static final Secret SECRET = Secret.of("bench".getBytes(StandardCharsets.UTF_8));
  static final String PATH = "/v1/sources/github";

  private static final Topics TOPICS = new Topics("sallyport");
  private static final int PARTITIONS = 2;

  /** As the images run it. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx72m",
          "-XX:MaxDirectMemorySize=24m",
          "-XX:+UseSerialGC",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=MemLimit,*.*,8M~stop",
          "-XX:TrimNativeHeapInterval=2000",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path directory = TemporaryDirectory.create("sallyport-ingest");
  private final BrokerProcess broker = BrokerProcess.start(home("kafka"));

  Site() {
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(TOPICS, "cell"));
      new ManifestApply(admin, manifest, Duration.ofMinutes(2)).apply();
    }
  }

  /** The real gateway. */
  Contender ingest() throws InterruptedException {
    Path home = home("ingest/sources").getParent();
    int port = freePort();
    write(home.resolve("secret"), "bench");
    write(
        home.resolve("sources/github.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: [secret]}, limits: {rate: 1000000/s}}
        """);
    String config =
        """
        apiVersion: sallyport/v1
        kind: Ingest
        metadata: {name: ingest}
        spec:
          environment: bench-%s
          listen: {port: %d}
          kafka: {%s}
          limits: {inFlight: 2048, connections: %d, publish: 9s}
        """
            .formatted(broker.clusterId(), port, kafka(), CONNECTIONS);
    Path file = write(home.resolve("config.yaml"), config);
    return contender("ingest", io.sallyport.ingest.IngestMain.class, file, port);
  }

  private String kafka() {
    return broker.clientProperties("ingest").entrySet().stream()
        .map(entry -> "%s: '%s'".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The same listener without anything behind it. */
  Contender accept() throws InterruptedException {
    int port = freePort();
    Path file = write(home("accept").resolve("port"), Integer.toString(port));
    return contender("accept", AcceptMain.class, file, port);
  }

  private Contender contender(String name, Class<?> main, Path file, int port)
      throws InterruptedException {
    JvmProcess process = JvmProcess.launch(file.getParent(), FLAGS, main, file);
    return new Contender(name, process.awaitReady(), broker, port);
  }

  private Path home(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many records the broker has taken. */
  long stored() {
    String topic = TOPICS.untrusted();
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, PARTITIONS)
            .boxed()
            .collect(
                Collectors.toMap(
                    each -> new TopicPartition(topic, each), _ -> OffsetSpec.latest()));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not say where its log ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    broker.close();
    TemporaryDirectory.delete(directory);
  }
}
