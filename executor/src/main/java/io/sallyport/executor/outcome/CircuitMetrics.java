package io.sallyport.executor.outcome;

import io.sallyport.executor.resilience.CircuitEvents;
import io.sallyport.executor.resilience.Phase;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;

/** In which state each handler's circuit is; safe for any thread. */
public final class CircuitMetrics implements CircuitEvents {
  private final Gauge states;
  private final Counter changes;

  /** Registers the metrics. */
  public CircuitMetrics(Metrics metrics) {
    states =
        metrics.gauge(
            "sallyport_executor_circuit",
            "1 for the state in which the handler's circuit is.",
            "handler",
            "state");
    changes =
        metrics.counter(
            "sallyport_executor_circuit_changes_total",
            "How often a handler's circuit came to a state.",
            "handler",
            "state");
  }

  @Override
  public void changed(String handler, Phase phase) {
    for (Phase each : Phase.values()) {
      states.set(each == phase ? 1 : 0, handler, each.text());
    }
    changes.increment(handler, phase.text());
  }
}
