package io.sallyport.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.ingest.http.HttpLimits;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
                new IngestConfig.Listen("127.0.0.1", 8080),
                new AdminConfig("127.0.0.1", 0),
                new IngestConfig.Documents(home.resolve("sources"), home, Duration.ofSeconds(5)),
                Map.of("bootstrap.servers", "h:1"),
                new IngestLimits(
                    ByteCount.ofMib(1),
                    32,
                    new HttpLimits(
                        256, ByteCount.ofKib(8), Duration.ofSeconds(10), Duration.ofSeconds(10)),
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
            limits: {body: 2MiB, inFlight: 8, connections: 16, headers: 4KiB, idle: 5s,
                     bodyTime: 6s, buffer: 8MiB, publish: 2s}
            """);

    assertThat(config)
        .isEqualTo(
            new IngestConfig(
                new Environment("prod-abc"),
                new Topics("acme"),
                new IngestConfig.Listen("0.0.0.0", 9000),
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
                    new HttpLimits(
                        16, ByteCount.ofKib(4), Duration.ofSeconds(5), Duration.ofSeconds(6)),
                    ByteCount.ofMib(8),
                    Duration.ofSeconds(2))));
  }

  @Test
  void reportsEveryProblem() {
    assertThatThrownBy(() ->
            read(
                """
                environment: test-abc
                lisen: {port: 1}
                kafka: {bootstrap.servers: 'h:1'}
                limits: {body: 17MiB, inFlight: 0, publish: 21s, buffer: 1MiB}
                """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.yaml:6:3: spec.lisen: unknown key; did you mean 'listen'?")
        .hasMessageContaining("spec.limits.body: must be between 1KiB and 16MiB")
        .hasMessageContaining("spec.limits.inFlight: must be between 1 and 10000")
        .hasMessageContaining("spec.limits.publish: must be between 1s and 20s")
        .hasMessageContaining("spec.limits.buffer: must be at least twice limits.body");
  }

  @Test
  void needsAnEnvironmentAndABroker() {
    assertThatThrownBy(() -> read("prefix: acme"))
        .hasMessageContaining("spec.environment: the key is missing");
    assertThatThrownBy(() -> read("environment: test-abc"))
        .hasMessageContaining("kafka: bootstrap.servers is missing");
  }
}
