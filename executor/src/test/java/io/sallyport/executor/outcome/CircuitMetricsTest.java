package io.sallyport.executor.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.resilience.Phase;
import io.sallyport.service.metrics.Metrics;
import org.junit.jupiter.api.Test;

class CircuitMetricsTest {
  @Test
  void showsTheStateOfEachHandler() {
    Metrics metrics = new Metrics();
    CircuitMetrics circuits = new CircuitMetrics(metrics);
    circuits.changed("deploy", Phase.CLOSED);
    circuits.changed("deploy", Phase.OPEN);

    assertThat(metrics.text())
        .contains("sallyport_executor_circuit{handler=\"deploy\",state=\"open\"} 1")
        .contains("sallyport_executor_circuit{handler=\"deploy\",state=\"closed\"} 0")
        .contains("sallyport_executor_circuit{handler=\"deploy\",state=\"half-open\"} 0")
        .contains("circuit_changes_total{handler=\"deploy\",state=\"open\"} 1");
  }
}
