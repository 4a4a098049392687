package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a role shows is compared with the page, label by label. */
class MetricLabelsTest {
  @Test
  void knowsTheLabelsOfTheRoles() {
    String shown =
        """
        # HELP ingest_requests_total Answered requests.
        ingest_requests_total{source="a \\"b\\", c=",result="accepted"} 20
        ingest_request_seconds_bucket{source="github",le="0.005"} 1
        ingest_request_seconds_sum{source="github"} 0.002
        jvm_threads 20
        """;

    assertThat(MetricLabels.unnamed(shown)).isEmpty();
  }

  @Test
  void tellsLabelsThatThePageDoesNotName() {
    String shown =
        """
        ingest_requests_total{source="github",sender="octo"} 20
        jvm_threads{kind="platform"} 20
        """;

    assertThat(MetricLabels.unnamed(shown))
        .containsOnly(
            Map.entry("ingest_requests_total", Set.of("sender")),
            Map.entry("jvm_threads", Set.of("kind")));
  }
}
