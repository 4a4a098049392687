package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was answered 202 is deleted by no size that brokers set for all topics. */
class KeptByTimeTest {
  @Test
  void boundsNoTopicByItsSize() {
    ManifestSpec spec = ManifestSpec.small(new Topics("sallyport"), "pay");

    assertThat(Manifest.of(spec).withSchemas(spec).topics())
        .allSatisfy(topic ->
            assertThat(topic.config())
                .containsAnyOf(
                    Map.entry("retention.bytes", "-1"), Map.entry("cleanup.policy", "compact")));
  }
}
