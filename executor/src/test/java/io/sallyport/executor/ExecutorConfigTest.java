package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Environment;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.cluster.Revoking;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.executor.hardening.Strictness;
import io.sallyport.executor.verify.Scope;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorConfigTest {
  private static final String LEAST =
      """
      apiVersion: sallyport/v1
      kind: Executor
      metadata: {name: executor}
      spec:
        environment: test-k4x
        cell: deployments
        dev: true
        keys: {receipt: keys/receipt.pem}
        kafka: {bootstrap.servers: '127.0.0.1:1'}
      """;

  @TempDir private Path home;

  @Test
  void readsWhereItsMinterIs() throws IOException {
    assertThat(read(LEAST + "  minter: {socket: run/minter.sock}\n").authority().minter())
        .contains(new MinterSocket(home.resolve("run/minter.sock"), Duration.ofSeconds(5)));
    assertThat(read(LEAST + "  minter: {socket: /s, timeout: 30s}\n").authority().minter())
        .contains(new MinterSocket(Path.of("/s"), Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({"999ms", "30001ms"})
  void refusesATimeoutOfItsMinter(String timeout) {
    assertThatThrownBy(() -> read(LEAST + "  minter: {socket: /s, timeout: " + timeout + "}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void toleratesTheKindsThatItNames() throws IOException {
    assertThat(read(LEAST + "  tolerates: [files, services]\n").authority().strict().tolerates())
        .containsExactlyInAnyOrder(Ambient.Kind.FILES, Ambient.Kind.SERVICES);
  }

  @Test
  void toleratesNoKindThatThereIsNot() {
    assertThatThrownBy(() -> read(LEAST + "  tolerates: [everything]\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("variables, files, sockets and services");
  }

  @Test
  void hasTheseDefaults() throws IOException {
    ExecutorConfig config = read(LEAST);

    assertThat(config.identity().topics().prefix()).isEqualTo("sallyport");
    assertThat(config.identity().instance()).isEmpty();
    assertThat(config.authority())
        .isEqualTo(new ExecutorConfig.Authority(new Strictness(true, Set.of()), Optional.empty()));
    assertThat(config.scope())
        .isEqualTo(
            new Scope(
                new Environment("test-k4x"),
                "deployments",
                "sallyport.trusted.deployments",
                Effect.WRITE,
                Duration.ofHours(24),
                Duration.ofSeconds(5)));
    assertThat(config.bundle().directory()).isEqualTo(home.resolve("bundle"));
    assertThat(config.keys().receipt()).isEqualTo(home.resolve("keys/receipt.pem"));
    assertThat(config.limits().ledger().window()).isEqualTo(10_000);
    assertThat(config.limits().ledger().sequences()).isEqualTo(100_000);
    assertThat(config.limits().ledger().skew()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.limits().lanes().workers()).isEqualTo(256);
    assertThat(config.limits().revoking()).isEqualTo(new Revoking(Duration.ofSeconds(5), 100_000));
    assertThat(config.limits().witness()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"8, true", "9, false"})
  void boundsItsOtherReceiptKeys(int count, boolean accepted) throws IOException {
    String others = "otherReceipts: [" + "old.jwk,".repeat(count) + "], receipt: ";
    String text = LEAST.replace("receipt: ", others);

    if (accepted) {
      assertThat(read(text).keys().others()).hasSize(count).contains(home.resolve("old.jwk"));
    } else {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("keys.otherReceipts: at most 8");
    }
  }

  @Test
  void readsEveryLimit() throws IOException {
    ExecutorConfig config =
        read(
            LEAST
                + """
                  maxEffect: persist
                  maxTtl: 1h
                  instance: executor-1
                  limits:
                    inFlight: 1
                    window: 1000
                    queued: 64KiB
                    remembered: 1000
                    sequences: 1
                    turn: 1
                    attempts: 1
                    joined: 1KiB
                    skew: 0s
                    maxStaleness: 2s
                    revocations: 1000
                    drain: 2m
                    witness: 1s
                """);

    assertThat(config.scope().maxEffect()).isEqualTo(Effect.PERSIST);
    assertThat(config.scope().skew()).isEqualTo(config.limits().ledger().skew()).isZero();
    assertThat(config.limits().revoking()).isEqualTo(new Revoking(Duration.ofSeconds(2), 1000));
    assertThat(config.identity().instance()).contains("executor-1");
    assertThat(config.limits().lanes().queuedBytes()).isEqualTo(64 << 10);
    assertThat(config.limits().ledger().joined()).isEqualTo(1 << 10);
    assertThat(config.limits().witness()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "inFlight, 0",
    "inFlight, 1025",
    "window, 999",
    "window, 1000001",
    "queued, 63KiB",
    "remembered, 999",
    "sequences, 0",
    "sequences, 1000001",
    "turn, 0",
    "attempts, 0",
    "joined, 1023B",
    "joined, 17MiB",
    "skew, 61s",
    "drain, 121s",
    "maxStaleness, 1999ms",
    "revocations, 200001",
    "witness, 999ms",
    "witness, 61m",
    "inflight, 5",
  })
  void refusesLimit(String name, String value) {
    assertThatThrownBy(() -> read(LEAST + "  limits: {" + name + ": " + value + "}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "cell: deployments, cell: Deployments",
    "environment: test-k4x, environment: 'a b'",
    "kind: Executor, kind: Validator",
    "bootstrap.servers, bootstrap",
    "receipt: keys, receipts: keys",
  })
  void refuses(String part, String other) {
    assertThatThrownBy(() -> read(LEAST.replace(part, other))).isInstanceOf(ConfigException.class);
  }

  private ExecutorConfig read(String text) throws IOException {
    return ExecutorConfig.read(Files.writeString(home.resolve("config.yaml"), text));
  }
}
