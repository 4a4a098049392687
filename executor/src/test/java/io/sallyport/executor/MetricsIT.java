package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
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
  private AdminPage metrics;

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
    metrics = AdminPage.of(stage.home());
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
      Stage.await(() -> metrics.value(IN_DOUBT) == 0);
      cluster.produce(stage.sealed("delivery-1", "staging"));
      Stage.await(() -> metrics.value(IN_DOUBT) == 1);
      doubt = operators.doubts().getLast();
    }

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> metrics.value(IN_DOUBT) == 1);
      operators.first(doubt, Finding.PERFORMED);
      Stage.await(() -> metrics.value(IN_DOUBT) == 0);
    }
  }

  @Test
  void firesThePagerOfARealPrometheus() throws IOException {
    String alert = "SallyportActionsInDoubt";
    Operators operators = new Operators(cluster, stage.installation());
    stage.target().hang();
    try (Prometheus prometheus =
            Prometheus.scraping(
                directory.resolve("prometheus"), metrics.port(), AdminPage.freePort());
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
      Stage.await(
          () -> metrics.value("sallyport_executor_ended_total{result=\"SUCCEEDED\".*") == 1);

      String trusted = stage.installation().topics().trusted("deployments");
      assertThat(metrics.value("sallyport_revocations_age_seconds")).isBetween(0.0, 5.0);
      String labels = "{cell=\"deployments\",digest=\"sha256:[0-9a-f]{64}\",version=\"0\"}";
      assertThat(metrics.value("sallyport_bundle_info" + labels)).isEqualTo(1);
      assertThat(metrics.value("kafka_client_certificate_not_after_seconds"))
          .isGreaterThan(System.currentTimeMillis() / 1_000.0);
      assertThat(metrics.value("kafka_consumer_assigned_partitions")).isEqualTo(2);
      assertThat(metrics.value("kafka_consumer_lag_records{topic=\"" + trusted + "\"}")).isZero();
      assertThat(metrics.value("sallyport_executor_perform_seconds_count{.*}")).isEqualTo(1);
      assertThat(metrics.value("sallyport_executor_strict")).isZero();
      assertThat(metrics.value("sallyport_executor_tolerates{kind=\"files\"}")).isEqualTo(1);
      assertThat(metrics.text()).doesNotContain("delivery-1");
    }
  }
}
