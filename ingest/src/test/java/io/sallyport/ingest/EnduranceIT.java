package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process under load: what it has answered with 202 is on the topic, over an outage of the
 * broker and over {@code kill -9}. {@code -Dsallyport.crash.points} sets how long.
 */
@Timeout(1_200)
class EnduranceIT {
  private static final int POINTS = Integer.getInteger("sallyport.crash.points", 20);
  private static final int KILLS = POINTS / 10;
  private static final Duration OUTAGE = Duration.ofSeconds(POINTS * 3L / 10);
  private static final int SENDERS = 4;
  private static final int SOME = 50;
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));

  @TempDir private static Path home;
  private static IngestSite site;

  @BeforeAll
  static void start() throws Exception {
    site = IngestSite.start(home, "publish: 2s");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Senders senders() {
    return new Senders(
        URI.create("http://127.0.0.1:" + site.port() + "/v1/sources/github"), SECRET);
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }

  private static Set<String> topic() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            site.broker().clientProperties("admin"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(IngestSite.TOPIC, 0), new TopicPartition(IngestSite.TOPIC, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<String> found = new HashSet<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < end(ends, each))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(entry -> found.add(new String(entry.value(), UTF_8)));
      }
      return found;
    }
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  @Test
  void losesNothingAcknowledgedOverAnOutageAndNeedsNoRestart() throws Exception {
    try (IngestProcess ingest = IngestProcess.start(site.config(), home.resolve("outage.log"));
        Senders senders = senders()) {
      senders.begin(SENDERS);
      soon().until(() -> senders.accepted() > SOME);

      site.broker().stop();
      int before = senders.refused();
      Thread.sleep(OUTAGE);
      int during = senders.refused() - before;
      site.broker().start();
      int atTheEnd = senders.accepted();
      soon().until(() -> senders.accepted() > atTheEnd + SOME);
      Set<String> accepted = senders.end();

      assertThat(during).isPositive();
      assertThat(ingest.isAlive()).isTrue();
      assertThat(topic()).containsAll(accepted);
      assertThat(ingest.stop()).isZero();
    }
  }

  @Test
  void losesNothingAcknowledgedOverKills() throws Exception {
    try (Senders senders = senders()) {
      senders.begin(SENDERS);
      for (int kill = 0; kill < KILLS; kill++) {
        try (IngestProcess ingest = IngestProcess.start(site.config(), home.resolve("kills.log"))) {
          int before = senders.accepted();
          soon().until(() -> senders.accepted() > before + SOME);
          ingest.kill();
        }
      }
      Set<String> accepted = senders.end();

      assertThat(accepted).hasSizeGreaterThan(KILLS * SOME);
      assertThat(topic()).containsAll(accepted);
    }
  }
}
