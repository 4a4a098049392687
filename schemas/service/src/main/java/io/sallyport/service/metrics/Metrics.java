package io.sallyport.service.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one process, shown in the Prometheus text format 0.0.4.
 *
 * <p>A name is registered once, at the start; afterwards any thread may count. Each metric keeps at
 * most {@link Series#MAX} label sets, all later ones share one series, so that what strangers send
 * cannot fill the memory.
 */
public final class Metrics {
  private final Map<String, Metric> metrics = new ConcurrentSkipListMap<>();

  /** A counter; its name ends with {@code _total}. */
  public Counter counter(String name, String help, String... labels) {
    if (!name.endsWith("_total")) {
      throw new IllegalArgumentException(name + ": a counter's name must end with _total");
    }
    Counter counter = new Counter(new Series<>(name, Cell::new, List.of(labels)));
    return register(name, help, "counter", counter);
  }

  /** A value that goes up and down. */
  public Gauge gauge(String name, String help, String... labels) {
    return register(name, help, "gauge", new Gauge(new Series<>(name, Cell::new, List.of(labels))));
  }

  /** A value that is asked for when somebody looks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    register(name, help, "gauge", out -> out.append(name, List.of(), value.getAsDouble()));
  }

  /**
   * Values of many label sets that are asked for when somebody looks; a counter where the name ends
   * with {@code _total}. What is no number has no sample, and at most {@link Series#MAX} are shown.
   */
  public void sampled(
      String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> values) {
    String type = name.endsWith("_total") ? "counter" : "gauge";
    register(name, help, type, new Sampled(name, labels, values));
  }

  /** A histogram with these upper bounds, in ascending order. */
  public Histogram histogram(String name, String help, List<Double> bounds, String... labels) {
    Histogram histogram = new Histogram(name, bounds, List.of(labels));
    return register(name, help, "histogram", histogram);
  }

  /** The text of all metrics, in the order of their names. */
  public String text() {
    Exposition out = new Exposition();
    metrics.values().forEach(metric -> metric.write(out));
    return out.text();
  }

  private <T extends Metric> T register(String name, String help, String type, T metric) {
    Exposition.checkName(name);
    Metric described =
        out -> {
          out.describe(name, help, type);
          metric.write(out);
        };
    if (metrics.putIfAbsent(name, described) != null) {
      throw new IllegalArgumentException(name + ": the metric is registered twice");
    }
    return metric;
  }
}
