package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second bundle beside the one that decides, in the real process on a real broker: it would deny
 * what the first allows, and the reverse. Nothing of what it says is carried out.
 */
@Timeout(600)
class ShadowIT {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String METRIC = "sallyport_validator_shadow_";
  private static final String ALLOWED = "ALLOWED permitted";
  private static final String DENIED = "DENIED denied-by-default";

  @TempDir private Path directory;

  @Test
  void tellsWhereItDiffersAndLeavesWhatIsDecidedAlone() throws Exception {
    try (Installation installation = Installation.start(directory, bundle("bundle"))) {
      Bundles.replace(bundle("next"), POLICY, "acme/shop", "acme/other");
      watch(installation, directory.resolve("next"));
      installation.startValidator();

      send(installation, "acme/shop", "acme/other", "acme/third");

      assertThat(endings(installation, 3))
          .containsExactlyInAnyOrderEntriesOf(Map.of("ALLOWED", 1L, "DENIED", 2L));
      awaitMetric(installation, "compared_total 3");
      assertThat(installation.metrics())
          .contains(difference(ALLOWED, DENIED) + " 1", difference(DENIED, ALLOWED) + " 1")
          .contains(METRIC + "missed_total 0");
      assertThat(installation.log())
          .contains("by rule deploy-on-push: " + DENIED + ", not " + ALLOWED)
          .doesNotContain("acme");
      assertThat(sealed(installation)).hasSize(1);
    }
  }

  @Test
  void followsItsOwnDirectoryAndNotTheOneThatDecides() throws Exception {
    try (Installation installation = Installation.start(directory, bundle("bundle"))) {
      watch(installation, bundle("next"));
      installation.startValidator();
      send(installation, "acme/shop");
      awaitMetric(installation, "compared_total 1");
      assertThat(installation.metrics()).doesNotContain(METRIC + "differences_total{");

      Bundles.replace(directory.resolve("next"), POLICY, "acme/shop", "acme/other");
      awaitMetric(installation, "loads_total{result=\"loaded\"} 1");
      send(installation, "acme/other");

      awaitMetric(installation, "compared_total 2");
      assertThat(installation.metrics()).contains(difference(DENIED, ALLOWED) + " 1");
      assertThat(endings(installation, 2)).isEqualTo(Map.of("ALLOWED", 1L, "DENIED", 1L));
    }
  }

  @Test
  void goesOnWithoutAShadowThatDoesNotLoad() throws Exception {
    try (Installation installation = Installation.start(directory, bundle("bundle"))) {
      watch(installation, directory.resolve("nowhere"));
      installation.startValidator();

      send(installation, "acme/shop");

      assertThat(endings(installation, 1)).isEqualTo(Map.of("ALLOWED", 1L));
      assertThat(installation.log()).contains("the gate goes on without a shadow");
      assertThat(installation.metrics()).doesNotContain(METRIC);
    }
  }

  private Path bundle(String name) throws IOException {
    return Bundles.copy(Files.createDirectory(directory.resolve(name)));
  }

  private static void watch(Installation installation, Path shadow) throws IOException {
    Path config = installation.home().resolve("config.yaml");
    String text = Files.readString(config);
    String line = "  shadow: {bundle: '%s', queue: 1MiB}\n".formatted(shadow);
    Files.writeString(config, text.replace("  kafka:\n", line + "  kafka:\n"));
  }

  private static String difference(String decided, String shadow) {
    return METRIC
        + "differences_total{rule=\"deploy-on-push\",decided=\"%s\",shadow=\"%s\"}"
            .formatted(decided, shadow);
  }

  private static void awaitMetric(Installation installation, String line) {
    Awaitility.await().until(() -> installation.metrics().contains(METRIC + line));
  }

  private static void send(Installation installation, String... repositories) {
    try (KafkaProducer<byte[], byte[]> ingest =
        new KafkaProducer<>(
            installation.client("ingest"), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String repository : repositories) {
        String push = Demo.push(repository, "main", "%040x".formatted(1));
        byte[] body = push.getBytes(StandardCharsets.UTF_8);
        byte[] key = Demo.id(body).key();
        int partition = Partitions.of(key, Demo.PARTITIONS);
        String topic = Demo.TOPICS.untrusted();
        var _ = ingest.send(new ProducerRecord<>(topic, partition, key, body, Demo.headers()));
      }
    }
  }

  private static Map<String, Long> endings(Installation installation, int count) {
    List<ReceiptBody> all = Endings.read(installation, count);
    return all.stream()
        .map(Endings::ending)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static List<ConsumerRecord<byte[], byte[]>> sealed(Installation installation) {
    return Committed.read(
        installation.client("executor-deployments"),
        Demo.TOPICS.trusted("deployments"),
        new ByteArrayDeserializer(),
        records -> !records.isEmpty());
  }
}
