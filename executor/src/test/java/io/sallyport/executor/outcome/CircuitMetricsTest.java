package io.sallyport.executor.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import org.junit.jupiter.api.Test;

class CircuitMetricsTest {
  @Test
  void showsTheStateOfEachHandler() {
    Metrics metrics = new Metrics();
    CircuitMetrics circuits = new CircuitMetrics(metrics);
    circuits.changed("deploy", "closed");
    circuits.changed("deploy", "open");

    assertThat(metrics.text())
        .contains("sallyport_executor_circuit{handler=\"deploy\",state=\"open\"} 1")
        .contains("sallyport_executor_circuit{handler=\"deploy\",state=\"closed\"} 0")
        .contains("circuit_changes_total{handler=\"deploy\",state=\"open\"} 1");
  }
}
