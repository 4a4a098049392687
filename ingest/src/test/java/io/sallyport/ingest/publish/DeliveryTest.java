package io.sallyport.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Instant NOW = Instant.parse("2026-11-19T12:00:00.123456Z");
  private static final byte[] BODY = {'{', '}', (byte) 0xC0};
  private static final SourceSpec SOURCE =
      SourceReader.read(
          ConfigFile.parse(
                  "s.yaml",
                  """
                  apiVersion: sallyport/v1
                  kind: Source
                  metadata: {name: github}
                  spec: {scheme: {preset: github, secretFiles: [s]}}
                  """)
              .getFirst());

  private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  private final DeliveryIds ids = new DeliveryIds(new SecureRandom());

  @Test
  void becomesABinaryCloudEvent() {
    UUID id = UUID.fromString("019a9c5e-2f7b-7000-8000-000000000001");
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Delivery delivery =
        new Delivery(
            SOURCE,
            Claims.NONE,
            id,
            NOW,
            "application/json",
            Delivery.Trace.beginning(trace, List.of(CALLER)),
            Map.of("x-github-event", "push"));

    ProducerRecord<byte[], byte[]> entry = delivery.onto("sallyport.untrusted", BODY);

    assertThat(entry.topic()).isEqualTo("sallyport.untrusted");
    assertThat(entry.value()).isEqualTo(BODY);
    assertThat(entry.partition()).isNull();
    assertThat(new String(entry.key(), US_ASCII)).isEqualTo(DedupeIdentity.of(SOURCE, BODY).text());
    assertThat(headers(entry))
        .containsExactly(
            "ce_specversion: 1.0",
            "ce_type: sallyport.delivery.v1",
            "ce_source: /sources/github",
            "ce_id: 019a9c5e-2f7b-7000-8000-000000000001",
            "ce_time: 2026-11-19T12:00:00.123Z",
            "content-type: application/json",
            "traceparent: " + trace,
            "http-traceparent: " + CALLER,
            "http-x-github-event: push");
  }

  @Test
  void handsOnNoCallersTraceThatIsSaidTwiceOrIsNone() {
    assertThat(Delivery.Trace.beginning("own", List.of(CALLER, CALLER)).caller()).isEmpty();
    assertThat(Delivery.Trace.beginning("own", List.of()).caller()).isEmpty();
    assertThat(Delivery.Trace.beginning("own", List.of(CALLER + "-x")).caller()).isEmpty();
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> entry) {
    return Arrays.stream(entry.headers().toArray())
        .map(header -> header.key() + ": " + new String(header.value(), UTF_8))
        .toList();
  }

  @Test
  void hasATimeOrderedId() {
    UUID id = ids.delivery(NOW);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void hasAnIdOfItsOwn() {
    Set<UUID> seen = new HashSet<>();
    for (int count = 0; count < 10_000; count++) {
      assertThat(seen.add(ids.delivery(NOW))).isTrue();
    }
  }

  @Test
  void beginsANewTrace() {
    String trace = ids.traceparent();

    assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(ids.traceparent());
  }
}
