package io.sallyport.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.ingest.http.HttpAddress;
import io.sallyport.ingest.http.HttpLimits;
import io.sallyport.ingest.http.TlsFiles;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestConfigTest {
  @TempDir private Path home;

  private IngestConfig read(String spec) throws IOException {
    Path file = home.resolve("config.yaml");
    Files.writeString(
        file,
        "apiVersion: sallyport/v1\nkind: Ingest\nmetadata: {name: ingest}\nspec:\n"
            + spec.indent(2));
    return IngestConfig.read(file);
  }

  @Test
  void hasDefaults() throws IOException {
    IngestConfig config = read("environment: test-abc\nkafka: {bootstrap.servers: 'h:1'}");

    assertThat(config)
        .isEqualTo(
            new IngestConfig(
                new Environment("test-abc"),
                new Topics("sallyport"),
                new HttpAddress("127.0.0.1", 8080, Optional.empty()),
                new AdminConfig("127.0.0.1", 0),
                new IngestConfig.Documents(home.resolve("sources"), home, Duration.ofSeconds(5)),
                Map.of("bootstrap.servers", "h:1"),
                new IngestLimits(
                    ByteCount.ofMib(1),
                    32,
                    new HttpLimits(
                        256,
                        8,
                        ByteCount.ofKib(8),
                        64,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(8)),
                    ByteCount.ofMib(16),
                    Duration.ofSeconds(4))));
  }

  @Test
  void readsEverything() throws IOException {
    IngestConfig config =
        read(
            """
            prefix: acme
            environment: prod-abc
            listen: {host: 0.0.0.0, port: 9000}
            admin: {host: 10.0.0.1, port: 9001}
            sources: senders
            reload: 7s
            kafka: {bootstrap.servers: 'h:1', ssl.keystore.location: tls/client.pem}
            limits: {body: 2MiB, inFlight: 8, connections: 16, streams: 4, headers: 4KiB,
                     headerCount: 20, idle: 5s,
                     bodyTime: 3s, buffer: 8MiB, publish: 2s}
            """);

    assertThat(config)
        .isEqualTo(
            new IngestConfig(
                new Environment("prod-abc"),
                new Topics("acme"),
                new HttpAddress("0.0.0.0", 9000, Optional.empty()),
                new AdminConfig("10.0.0.1", 9001),
                new IngestConfig.Documents(home.resolve("senders"), home, Duration.ofSeconds(7)),
                Map.of(
                    "bootstrap.servers",
                    "h:1",
                    "ssl.keystore.location",
                    home.resolve("tls/client.pem").toString()),
                new IngestLimits(
                    ByteCount.ofMib(2),
                    8,
                    everything(),
                    ByteCount.ofMib(8),
                    Duration.ofSeconds(2))));
  }

  private static HttpLimits everything() {
    return new HttpLimits(
        16, 4, ByteCount.ofKib(4), 20, Duration.ofSeconds(5), Duration.ofSeconds(3));
  }

  @Test
  void readsTheFilesOfTls() throws IOException {
    String text =
        """
        environment: test-abc
        kafka: {bootstrap.servers: 'h:1'}
        reload: 7s
        listen: {tls: {certificate: c.pem, key: k.pem, clients: [a.pem]}}
        """;

    assertThat(read(text).listen().tls())
        .contains(
            new TlsFiles(
                home.resolve("c.pem"),
                home.resolve("k.pem"),
                List.of(home.resolve("a.pem")),
                Duration.ofSeconds(7)));
  }

  @Test
  void reportsEveryProblem() {
    assertThatThrownBy(() ->
            read(
                """
                environment: test-abc
                lisen: {port: 1}
                kafka: {bootstrap.servers: 'h:1'}
                limits: {body: 17MiB, inFlight: 0, publish: 21s, buffer: 1MiB, streams: 17,
                         headerCount: 7}
                """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.yaml:6:3: spec.lisen: unknown key; did you mean 'listen'?")
        .hasMessageContaining("spec.limits.streams: must be between 1 and 16")
        .hasMessageContaining("spec.limits.headerCount: must be between 8 and 1000")
        .hasMessageContaining("spec.limits.body: must be between 1KiB and 16MiB")
        .hasMessageContaining("spec.limits.inFlight: must be between 1 and 10000")
        .hasMessageContaining("spec.limits.publish: must be between 1s and 20s")
        .hasMessageContaining("spec.limits.buffer: must be at least twice limits.body");
  }

  @Test
  void endsABodyAndAPublicationBeforeASilentConnection() throws IOException {
    String text =
        "environment: test-abc\nkafka: {bootstrap.servers: 'h:1'}\nlimits: {idle: 5s, %s}";

    assertThat(read(text.formatted("bodyTime: 4999ms, publish: 4999ms")).limits().publish())
        .isEqualTo(Duration.ofMillis(4_999));
    assertThatThrownBy(() -> read(text.formatted("bodyTime: 5s, publish: 5s")))
        .hasMessageContaining("spec.limits.bodyTime: must be shorter than limits.idle, 5s")
        .hasMessageContaining("spec.limits.publish: must be shorter than limits.idle, 5s");
  }

  @Test
  void hasAPlaceBelowTheShortestSilence() throws IOException {
    String text =
        "environment: test-abc\nkafka: {bootstrap.servers: 'h:1'}\n"
            + "limits: {idle: %s, bodyTime: 1s, publish: 1s}";

    assertThat(read(text.formatted("2s")).limits().http().idle()).isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> read(text.formatted("1999ms")))
        .hasMessageContaining("spec.limits.idle: must be between 2s and 1m");
  }

  @Test
  void needsBothFilesOfTls() {
    assertThatThrownBy(() -> read("environment: test-abc\nlisten: {tls: {key: k.pem}}"))
        .hasMessageContaining("spec.listen.tls.certificate: the key is missing");
    assertThatThrownBy(() -> read("environment: test-abc\nlisten: {tls: {certificate: c.pem}}"))
        .hasMessageContaining("spec.listen.tls.key: the key is missing");
  }

  @Test
  void boundsTheAuthorities() throws IOException {
    String many = "tls: {certificate: c, key: k, clients: [%s]}";
    String rest = "environment: test-abc\nkafka: {bootstrap.servers: 'h:1'}\nlisten: {%s}";

    assertThat(read(rest.formatted(many.formatted("a, ".repeat(16)))).listen().tls()).isPresent();
    assertThatThrownBy(() -> read(rest.formatted(many.formatted("a, ".repeat(17)))))
        .hasMessageContaining("spec.listen.tls.clients: at most 16 files");
  }

  @Test
  void needsAnEnvironmentAndABroker() {
    assertThatThrownBy(() -> read("prefix: acme"))
        .hasMessageContaining("spec.environment: the key is missing");
    assertThatThrownBy(() -> read("environment: test-abc"))
        .hasMessageContaining("kafka: bootstrap.servers is missing");
  }
}
