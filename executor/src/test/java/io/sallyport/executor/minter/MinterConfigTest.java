package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.cluster.Revoking;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinterConfigTest {
  private static final String LEAST =
      """
      apiVersion: sallyport/v1
      kind: Minter
      metadata: {name: minter}
      spec:
        environment: test-k4x
        cell: deployments
        dev: true
        socket: /run/sallyport/minter.sock
        executor: '20101'
        kafka: {bootstrap.servers: '127.0.0.1:1'}
      """;

  @TempDir private Path home;

  @Test
  void hasTheseDefaults() throws IOException {
    MinterConfig config = read(LEAST);

    assertThat(config.scope().topic()).isEqualTo("sallyport.trusted.deployments");
    assertThat(config.scope().maxEffect()).isEqualTo(Effect.WRITE);
    assertThat(config.scope().maxTtl()).isEqualTo(Duration.ofHours(24));
    assertThat(config.scope().skew()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.strict().on()).isTrue();
    assertThat(config.bundle().directory()).isEqualTo(home.resolve("bundle"));
    assertThat(config.bundle().state()).isEqualTo(home.resolve("state"));
    assertThat(config.door().connections()).isEqualTo(128);
    assertThat(config.limits())
        .isEqualTo(
            new MinterConfig.Limits(
                new Conversation.Limits(2 << 20, Duration.ofSeconds(5)),
                new Spent.Limits(100_000, 3),
                new Revoking(Duration.ofSeconds(5), 100_000)));
  }

  @Test
  void readsEveryLimit() throws IOException {
    MinterConfig config =
        read(
            LEAST
                + """
                  maxEffect: read
                  maxTtl: 1h
                  state: /var/lib/sallyport
                  limits:
                    skew: 1m
                    connections: 2048
                    request: 64MiB
                    patience: 30s
                    remembered: 1000000
                    attempts: 1000
                    maxStaleness: 1m
                    revocations: 200000
                """);

    assertThat(config.scope().maxEffect()).isEqualTo(Effect.READ);
    assertThat(config.door().connections()).isEqualTo(2048);
    assertThat(config.limits().conversation())
        .isEqualTo(new Conversation.Limits(64 << 20, Duration.ofSeconds(30)));
    assertThat(config.limits().spent()).isEqualTo(new Spent.Limits(1_000_000, 1000));
    assertThat(config.limits().revoking()).isEqualTo(new Revoking(Duration.ofMinutes(1), 200_000));
  }

  @ParameterizedTest
  @CsvSource({
    "connections, 0",
    "connections, 2049",
    "request, 32767B",
    "request, 64MiB1B",
    "patience, 99ms",
    "patience, 31s",
    "remembered, 999",
    "remembered, 1000001",
    "attempts, 0",
    "attempts, 1001",
    "skew, 61s",
    "maxStaleness, 1s",
    "revocations, 999",
    "window, 1000",
  })
  void refusesLimit(String name, String value) {
    assertThatThrownBy(() -> read(LEAST + "  limits: {" + name + ": " + value + "}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "executor: '20101', executor: nobody-has-this-name, knows no user",
    "socket: /run/sallyport/minter.sock, strict: true, socket",
    "kind: Minter, kind: Executor, kind",
    "cell: deployments, cell: Deployments, a name is 1 to 40 of",
    "dev: true, strict: true, maintainers",
  })
  void refuses(String part, String other, String message) {
    assertThatThrownBy(() -> read(LEAST.replace(part, other)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsTheExampleOfTheHowTo() throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/run-a-minter.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example = page.substring(begin, page.indexOf("```", begin));

    assertThat(read(example.indent(-3).replace("executor: sallyport-executor", "executor: '1'")))
        .extracting(config -> config.door().socket())
        .isEqualTo(Path.of("/run/sallyport-minter/minter.sock"));
  }

  private MinterConfig read(String text) throws IOException {
    return MinterConfig.read(Files.writeString(home.resolve("config.yaml"), text));
  }
}
