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
        .containsEntry("max.block.ms", 2_000L)
        .containsEntry("reconnect.backoff.max.ms", 250L)
        .containsEntry("retry.backoff.max.ms", 250L)
        .containsEntry("linger.ms", 2L)
        .containsEntry("batch.size", 64 << 10)
        .containsEntry("request.timeout.ms", 2_000)
        .containsEntry("delivery.timeout.ms", 4_000)
        .containsEntry("max.request.size", (1 << 20) + (64 << 10));
  }

  /** The topic of the smallest bodies takes 64 KiB more than those, of a batch as of a record. */
  @Test
  void fillsNoBatchThatTheTopicRefusesNorTheBuffer() {
    assertThat(small(ByteCount.ofMib(16)))
        .containsEntry("batch.size", 65_536)
        .containsEntry("max.request.size", 66_560);
    assertThat(small(ByteCount.ofMib(1))).containsEntry("batch.size", 16_384);
  }

  private static Map<String, Object> small(ByteCount buffer) {
    return new ProducerSettings(Map.of(), ByteCount.ofKib(1), buffer, Duration.ofSeconds(4))
        .properties();
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
