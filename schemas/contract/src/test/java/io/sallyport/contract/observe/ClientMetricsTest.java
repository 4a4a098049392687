package io.sallyport.contract.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** Of all that Kafka's clients count a few figures are shown, under fixed names. */
class ClientMetricsTest {
  private static final String FETCH = "consumer-fetch-manager-metrics";

  private final Map<MetricName, Metric> figures = new HashMap<>();
  private final Metrics metrics = new Metrics();

  @Test
  void addsThePartitionsOfATopic() {
    ClientMetrics.ofConsumers(metrics, () -> figures);

    add("records-lag", FETCH, Map.of("client-id", "c", "topic", "t", "partition", "0"), 3.0);
    add("records-lag", FETCH, Map.of("client-id", "c", "topic", "t", "partition", "1"), 4.0);
    add("records-lag", FETCH, Map.of("client-id", "c", "topic", "u", "partition", "0"), 5.0);
    add("records-lag", FETCH, Map.of("client-id", "c"), 100.0);

    assertThat(lines("kafka_consumer_lag_records"))
        .containsExactly(
            "kafka_consumer_lag_records{topic=\"t\"} 7",
            "kafka_consumer_lag_records{topic=\"u\"} 5");
  }

  @Test
  void takesTheWorstOfManyClientsInBaseUnits() {
    ClientMetrics.ofProducers(metrics, () -> figures);

    add("request-latency-max", "producer-metrics", Map.of("client-id", "a"), 250.0);
    add("request-latency-max", "producer-metrics", Map.of("client-id", "b"), 1500.0);
    add("request-latency-max", "producer-metrics", Map.of("client-id", "idle"), Double.NaN);

    assertThat(lines("kafka_producer_request_latency_max_seconds"))
        .containsExactly("kafka_producer_request_latency_max_seconds 1.5");
  }

  @Test
  void showsNothingElseAndNoLabelButTopics() {
    ClientMetrics.ofStreams(metrics, () -> figures);

    add("alive-stream-threads", "stream-metrics", Map.of("client-id", "stranger's text"), 2);
    add("topology-description", "stream-metrics", Map.of("client-id", "s"), "a text");
    add("state", "stream-metrics", Map.of("client-id", "s"), "RUNNING");
    add("io-ratio", "producer-metrics", Map.of("client-id", "s"), 1.0);

    assertThat(metrics.text().lines().filter(line -> !line.startsWith("#")))
        .containsExactly("kafka_streams_threads 2");
  }

  @Test
  void namesEachFigureOnce() {
    ClientMetrics.ofStreams(metrics, () -> figures);

    assertThat(metrics.text().lines().filter(line -> line.startsWith("# TYPE")))
        .doesNotHaveDuplicates()
        .contains(
            "# TYPE kafka_consumer_lag_records gauge",
            "# TYPE kafka_producer_errors_total counter",
            "# TYPE kafka_streams_threads gauge");
  }

  private java.util.List<String> lines(String name) {
    return metrics.text().lines().filter(line -> line.startsWith(name)).toList();
  }

  private void add(String name, String group, Map<String, String> tags, Object value) {
    MetricName full = new MetricName(name, group, "", tags);
    Gauge<Object> gauge = (config, now) -> value;
    figures.put(full, new KafkaMetric(new Object(), full, gauge, new MetricConfig(), Time.SYSTEM));
  }
}
