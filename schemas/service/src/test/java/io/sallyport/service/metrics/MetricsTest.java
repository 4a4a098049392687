package io.sallyport.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics appear in the Prometheus text format and stay bounded. */
class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void writesCounters() {
    Counter counter = metrics.counter("x_total", "Things.", "source", "result");
    counter.increment("github", "accepted");
    counter.add(2, "github", "accepted");
    counter.increment("a\"b\\c\n", "refused");

    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP x_total Things.
            # TYPE x_total counter
            x_total{source="a\\"b\\\\c\\n",result="refused"} 1
            x_total{source="github",result="accepted"} 3
            """);
  }

  @Test
  void writesGauges() {
    metrics.gauge("b", "Set.", "k").set(1.5, "v");
    metrics.gauge("a", "Asked.", () -> Double.POSITIVE_INFINITY);

    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP a Asked.
            # TYPE a gauge
            a Inf
            # HELP b Set.
            # TYPE b gauge
            b{k="v"} 1.5
            """);
  }

  @Test
  void writesHistograms() {
    Histogram histogram = metrics.histogram("h_seconds", "Took.", List.of(0.1, 1.0), "k");
    histogram.observe(0.1, "v");
    histogram.observe(0.5, "v");
    histogram.observe(5, "v");

    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP h_seconds Took.
            # TYPE h_seconds histogram
            h_seconds_bucket{k="v",le="0.1"} 1
            h_seconds_bucket{k="v",le="1.0"} 2
            h_seconds_bucket{k="v",le="+Inf"} 3
            h_seconds_sum{k="v"} 5.6
            h_seconds_count{k="v"} 3
            """);
  }

  @Test
  void startsCountersWithoutLabelsAtZero() {
    metrics.counter("x_total", "Things.");

    assertThat(metrics.text()).contains("\nx_total 0\n");
  }

  @Test
  void keepsTheNumberOfSeriesBounded() {
    Counter counter = metrics.counter("x_total", "Things.", "k");
    for (int value = 0; value < Series.MAX + 10; value++) {
      counter.increment("v" + value);
    }
    counter.increment("v0");

    assertThat(counter.value("other")).isEqualTo(10);
    assertThat(counter.value("v0")).isEqualTo(2);
    assertThat(metrics.text().lines()).hasSize(Series.MAX + 1 + 2);
  }

  @Test
  void losesNoCountBetweenThreads() {
    Counter counter = metrics.counter("x_total", "Things.");
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int task = 0; task < 4; task++) {
        threads.execute(() -> {
          for (int count = 0; count < 10_000; count++) {
            counter.increment();
          }
        });
      }
    }

    assertThat(counter.value()).isEqualTo(40_000);
  }

  @Test
  void refusesWrongNamesAndUses() {
    Counter counter = metrics.counter("x_total", "Things.", "k");

    assertThatIllegalArgumentException().isThrownBy(() -> metrics.counter("x_total", "Again."));
    assertThatIllegalArgumentException().isThrownBy(() -> metrics.counter("x", "No suffix."));
    assertThatIllegalArgumentException().isThrownBy(() -> metrics.gauge("X-y", "Bad name."));
    assertThatIllegalArgumentException().isThrownBy(counter::increment);
    assertThatIllegalArgumentException().isThrownBy(() -> counter.add(-1, "v"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.histogram("h", "Falls.", List.of(2.0, 1.0)));
  }

  @Test
  void asksForManyValuesWhenSomebodyLooks() {
    Map<List<String>, Double> values = new HashMap<>();
    metrics.sampled("lag", "Asked.", List.of("topic"), () -> values);
    metrics.sampled("sent_total", "Asked.", List.of(), () -> Map.of(List.of(), 2.0));

    values.put(List.of("a"), 1.0);
    values.put(List.of("b"), Double.NaN);

    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP lag Asked.
            # TYPE lag gauge
            lag{topic="a"} 1
            # HELP sent_total Asked.
            # TYPE sent_total counter
            sent_total 2
            """);
  }

  @Test
  void showsNoMoreValuesThanTheLimit() {
    Map<List<String>, Double> values = new HashMap<>();
    metrics.sampled("lag", "Asked.", List.of("topic"), () -> values);

    for (int count : List.of(Series.MAX - 1, Series.MAX, Series.MAX + 1)) {
      values.clear();
      IntStream.range(0, count).forEach(each -> values.put(List.of("t" + each), 1.0));

      assertThat(metrics.text().lines()).hasSize(Math.min(count, Series.MAX) + 2);
    }
  }

  @Test
  void refusesValuesWithoutALabelForEach() {
    metrics.sampled("lag", "Asked.", List.of("topic"), () -> Map.of(List.of(), 1.0));

    assertThatIllegalStateException().isThrownBy(metrics::text).withMessageContaining("[topic]");
  }
}
