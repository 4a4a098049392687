package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
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
  private static final String TOPIC = "sallyport.untrusted";
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));

  @TempDir private static Path home;
  private static EmbeddedBroker broker;
  private static int port;
  private static Path config;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(home.resolve("broker"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      NewTopic topic = new NewTopic(TOPIC, 2, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
      AclBinding write =
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
              new AccessControlEntry(
                  "User:ingest", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
      admin.createAcls(List.of(write)).all().get();
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    config = config();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Path config() throws IOException {
    Files.createDirectories(home.resolve("sources"));
    Files.writeString(home.resolve("secret"), "secret\n");
    Files.writeString(
        home.resolve("sources/github.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: [secret]}, limits: {rate: 100000/s}}
        """);
    String kafka =
        broker.clientProperties("ingest").entrySet().stream()
            .map(entry -> "%s: '%s'".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return Files.writeString(
        home.resolve("config.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Ingest
        metadata: {name: ingest}
        spec:
          environment: %s
          listen: {port: %d}
          kafka: {%s}
          limits: {publish: 2s}
        """
            .formatted("test-" + broker.clusterId(), port, kafka));
  }

  private static Senders senders() {
    return new Senders(URI.create("http://127.0.0.1:" + port + "/v1/sources/github"), SECRET);
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }

  private static Set<String> topic() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            broker.clientProperties("admin"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
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
    try (IngestProcess ingest = IngestProcess.start(config, home.resolve("outage.log"));
        Senders senders = senders()) {
      senders.begin(SENDERS);
      soon().until(() -> senders.accepted() > SOME);

      broker.stop();
      int before = senders.refused();
      Thread.sleep(OUTAGE);
      int during = senders.refused() - before;
      broker.start();
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
        try (IngestProcess ingest = IngestProcess.start(config, home.resolve("kills.log"))) {
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
