package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real executor shows on its admin listener. */
class MetricsIT {
  private static final String IN_DOUBT =
      "sallyport_executor_actions_in_doubt{cell=\"deployments\"}";

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private int port;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    port = freePort();
    Path config = stage.home().config();
    Files.writeString(config, Files.readString(config).replace("port: 0", "port: " + port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void callsUntilSomebodyAnswersThoughItWasRestarted() {
    Operators operators = new Operators(cluster, stage.installation());
    stage.target().hang();
    Doubt doubt;
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> value(IN_DOUBT) == 0);
      cluster.produce(stage.sealed("delivery-1", "staging"));
      Stage.await(() -> value(IN_DOUBT) == 1);
      doubt = operators.doubts().getLast();
    }

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> value(IN_DOUBT) == 1);
      operators.first(doubt, Finding.PERFORMED);
      Stage.await(() -> value(IN_DOUBT) == 0);
    }
  }

  @Test
  void firesThePagerOfARealPrometheus() throws IOException {
    String alert = "SallyportActionsInDoubt";
    Operators operators = new Operators(cluster, stage.installation());
    stage.target().hang();
    try (Prometheus prometheus =
            Prometheus.scraping(directory.resolve("prometheus"), port, freePort());
        RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(prometheus::scrapes);
      assertThat(prometheus.fires(alert)).isFalse();

      cluster.produce(stage.sealed("delivery-1", "staging"));
      Stage.await(() -> prometheus.fires(alert));

      operators.first(operators.doubts().getLast(), Finding.PERFORMED);
      Stage.await(() -> !prometheus.fires(alert));
    }
  }

  @Test
  void showsHowItStands() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      cluster.produce(stage.sealed("delivery-1", "staging"));
      Stage.await(() -> value("sallyport_executor_ended_total{result=\"SUCCEEDED\".*") == 1);

      String trusted = stage.installation().topics().trusted("deployments");
      assertThat(value("sallyport_revocations_age_seconds")).isBetween(0.0, 5.0);
      String labels = "{cell=\"deployments\",digest=\"sha256:[0-9a-f]{64}\",version=\"0\"}";
      assertThat(value("sallyport_bundle_info" + labels)).isEqualTo(1);
      assertThat(value("kafka_client_certificate_not_after_seconds"))
          .isGreaterThan(System.currentTimeMillis() / 1_000.0);
      assertThat(value("kafka_consumer_assigned_partitions")).isEqualTo(2);
      assertThat(value("kafka_consumer_lag_records{topic=\"" + trusted + "\"}")).isZero();
      assertThat(value("sallyport_executor_perform_seconds_count{.*}")).isEqualTo(1);
      assertThat(value("sallyport_executor_strict")).isZero();
      assertThat(value("sallyport_executor_tolerates{kind=\"files\"}")).isEqualTo(1);
      assertThat(page()).doesNotContain("t0ken").doesNotContain("delivery-1");
    }
  }

  /** The value of the one series that a pattern names, or -1. */
  private double value(String series) {
    String braces = series.replace("{", "\\{").replace("}", "\\}").replace("\\{64\\}", "{64}");
    Matcher line = Pattern.compile("^" + braces + " (\\S+)$", Pattern.MULTILINE).matcher(page());
    return line.find() ? Double.parseDouble(line.group(1)) : -1;
  }

  private String page() {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
