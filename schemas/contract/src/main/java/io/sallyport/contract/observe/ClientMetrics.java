package io.sallyport.contract.observe;

import io.sallyport.service.metrics.Metrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The few figures of a process's Kafka clients that its metrics show. Each has a fixed name, and at
 * most the name of a topic as its label, which the manifest bounds: ids of clients, nodes and
 * threads never become labels. All others stay with Kafka's own reporters, such as JMX.
 */
public final class ClientMetrics {
  private static final String FETCH = "consumer-fetch-manager-metrics";
  private static final String GROUP = "consumer-coordinator-metrics";
  private static final String CONSUMER = "consumer-metrics";
  private static final String PRODUCER = "producer-metrics";
  private static final String STREAMS = "stream-metrics";
  private static final String TASK = "stream-task-metrics";

  private static final List<Measure> OF_CONSUMERS =
      List.of(
          Measure.byTopic(
              "kafka_consumer_lag_records", "Records not fetched yet.", FETCH, "records-lag"),
          Measure.byTopic(
              "kafka_consumer_records_total",
              "Records that were fetched.",
              FETCH,
              "records-consumed-total"),
          Measure.sum(
              "kafka_consumer_assigned_partitions",
              "Partitions that the group gave.",
              GROUP,
              "assigned-partitions"),
          Measure.sum(
              "kafka_consumer_rebalances_total",
              "Rebalances that were joined.",
              GROUP,
              "rebalance-total"),
          Measure.longest(
              "kafka_consumer_heartbeat_age_seconds",
              "Time since the last heartbeat of a group's member.",
              GROUP,
              "last-heartbeat-seconds-ago"),
          Measure.sum(
              "kafka_consumer_connections", "Open connections.", CONSUMER, "connection-count"),
          Measure.sum(
              "kafka_consumer_failed_authentications_total",
              "Connections that the broker, or the client, did not believe.",
              CONSUMER,
              "failed-authentication-total"));

  private static final List<Measure> OF_PRODUCERS =
      List.of(
          Measure.sum(
              "kafka_producer_records_total", "Records sent.", PRODUCER, "record-send-total"),
          Measure.sum(
              "kafka_producer_errors_total",
              "Records that could not be sent.",
              PRODUCER,
              "record-error-total"),
          Measure.sum(
              "kafka_producer_retries_total",
              "Records sent again.",
              PRODUCER,
              "record-retry-total"),
          Measure.longestMillis(
              "kafka_producer_request_latency_max_seconds",
              "Longest answer of a broker lately.",
              PRODUCER,
              "request-latency-max"),
          Measure.sum(
              "kafka_producer_buffer_available_bytes",
              "Memory for records that are not sent.",
              PRODUCER,
              "buffer-available-bytes"),
          Measure.sum(
              "kafka_producer_connections", "Open connections.", PRODUCER, "connection-count"),
          Measure.sum(
              "kafka_producer_failed_authentications_total",
              "Connections that the broker, or the client, did not believe.",
              PRODUCER,
              "failed-authentication-total"));

  private static final List<Measure> OF_STREAMS =
      List.of(
          Measure.sum("kafka_streams_threads", "Threads alive.", STREAMS, "alive-stream-threads"),
          Measure.sum(
              "kafka_streams_failed_threads_total",
              "Threads that an error ended.",
              STREAMS,
              "failed-stream-threads"),
          Measure.sum(
              "kafka_streams_dropped_records_total",
              "Records that no processor saw.",
              TASK,
              "dropped-records-total"));

  private ClientMetrics() {}

  /** What consumers show; {@code figures} may be of any number of clients. */
  public static void ofConsumers(
      Metrics metrics, Supplier<Map<MetricName, ? extends Metric>> figures) {
    OF_CONSUMERS.forEach(measure -> register(metrics, measure, figures));
  }

  /** What producers show. */
  public static void ofProducers(
      Metrics metrics, Supplier<Map<MetricName, ? extends Metric>> figures) {
    OF_PRODUCERS.forEach(measure -> register(metrics, measure, figures));
  }

  /** What Kafka Streams shows: of itself and of its clients. */
  public static void ofStreams(
      Metrics metrics, Supplier<Map<MetricName, ? extends Metric>> figures) {
    OF_STREAMS.forEach(measure -> register(metrics, measure, figures));
    ofConsumers(metrics, figures);
    ofProducers(metrics, figures);
  }

  private static void register(
      Metrics metrics, Measure measure, Supplier<Map<MetricName, ? extends Metric>> figures) {
    List<String> labels = measure.by().isEmpty() ? List.of() : List.of(measure.by());
    metrics.sampled(measure.name(), measure.help(), labels, () -> values(measure, figures.get()));
  }

  private static Map<List<String>, Double> values(
      Measure measure, Map<MetricName, ? extends Metric> figures) {
    Map<List<String>, Double> values = new HashMap<>();
    figures.forEach((name, figure) -> {
      if (is(measure, name) && figure.metricValue() instanceof Number number) {
        double value = number.doubleValue() * measure.unit();
        if (Double.isFinite(value)) {
          values.merge(key(measure, name), value, measure.joined()::applyAsDouble);
        }
      }
    });
    return values;
  }

  /** Kafka shows the same figure of a client, of its topics and of their partitions. */
  private static boolean is(Measure measure, MetricName name) {
    return name.name().equals(measure.kafka())
        && name.group().equals(measure.group())
        && (measure.by().isEmpty() || name.tags().containsKey(measure.by()));
  }

  private static List<String> key(Measure measure, MetricName name) {
    String value = name.tags().get(measure.by());
    return value == null ? List.of() : List.of(value);
  }
}
