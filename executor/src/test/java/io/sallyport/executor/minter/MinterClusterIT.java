package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose revocations a minter reads. */
class MinterClusterIT {
  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  @TempDir private Path home;

  @BeforeAll
  static void starts() {
    broker = EmbeddedBroker.start(directory);
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void takesItsCluster() throws IOException {
    MinterConfig config = config(broker.clusterId(), Map.of());

    assertThatCode(() -> MinterChecks.checkCluster(config)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherCluster() throws IOException {
    MinterConfig config = config("another", Map.of());

    assertThatThrownBy(() -> MinterChecks.checkCluster(config))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "environment must end with -"
                + broker.clusterId()
                + ", the id of the cluster that answers");
  }

  @Test
  void saysWhereToLookWhenNobodyAnswers() throws IOException {
    MinterConfig config =
        config(
            broker.clusterId(),
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "request.timeout.ms", "300",
                "default.api.timeout.ms", "600"));

    assertThatThrownBy(() -> MinterChecks.checkCluster(config))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("TimeoutException")
        .hasMessageContaining("look at bootstrap.servers")
        .hasMessageNotContaining("ExecutionException");
  }

  private MinterConfig config(String cluster, Map<String, String> other) throws IOException {
    Map<String, Object> kafka = new HashMap<>(broker.clientProperties("admin"));
    kafka.putAll(other);
    String connection =
        kafka.entrySet().stream()
            .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    String text =
        """
        apiVersion: sallyport/v1
        kind: Minter
        metadata: {name: minter}
        spec:
          environment: test-%s
          cell: deployments
          dev: true
          socket: run/minter.sock
          executor: '20101'
          kafka: %s
        """
            .formatted(cluster, connection);
    return MinterConfig.read(Files.writeString(home.resolve("config.yaml"), text));
  }
}
