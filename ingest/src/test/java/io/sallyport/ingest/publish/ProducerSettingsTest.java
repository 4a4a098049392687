package io.sallyport.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {

  private static Map<String, Object> properties(Map<String, Object> connection) {
    return new ProducerSettings(
            connection, ByteCount.ofMib(1), ByteCount.ofMib(16), Duration.ofSeconds(4))
        .properties();
  }

  @Test
  void isDurableUncompressedAndBounded() {
    assertThat(properties(Map.of()))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("compression.type", "none")
        .containsEntry("buffer.memory", 16L << 20)
        .containsEntry("max.block.ms", 1_000L)
        .containsEntry("request.timeout.ms", 2_000)
        .containsEntry("delivery.timeout.ms", 4_000)
        .containsEntry("max.request.size", (1 << 20) + (64 << 10));
  }

  @Test
  void takesTheConnection() {
    assertThat(properties(Map.of("security.protocol", "SSL")))
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void cannotBeWeakened() {
    assertThat(
            properties(
                Map.of("acks", "0", "enable.idempotence", "false", "compression.type", "zstd")))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("compression.type", "none");
  }
}
