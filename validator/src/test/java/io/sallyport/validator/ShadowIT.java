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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second bundle beside the one that decides, in the real process on a real broker: first the
 * same, then one that would deny what is allowed, and the reverse, then none that loads.
 */
@Timeout(600)
class ShadowIT {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String METRIC = "sallyport_validator_shadow_";
  private static final String ALLOWED = "ALLOWED permitted";
  private static final String DENIED = "DENIED denied-by-default";

  @TempDir static Path directory;
  private static @Nullable Installation started;
  private static Seen same = Seen.NOTHING;
  private static Seen differing = Seen.NOTHING;
  private static Seen alone = Seen.NOTHING;
  private static List<ReceiptBody> endings = List.of();

  /** What the process showed. */
  private record Seen(String metrics, String log) {
    static final Seen NOTHING = new Seen("", "");

    static Seen of(Installation installation) {
      return new Seen(installation.metrics(), installation.log());
    }
  }

  @BeforeAll
  static void watches() throws Exception {
    Installation installation = Installation.start(directory, bundle("bundle"));
    started = installation;
    Path next = bundle("next");
    configure(installation, "  kafka:\n", "  shadow: {bundle: '" + next + "'}\n  kafka:\n");
    installation.startValidator();
    send(installation, 1, "acme/shop");
    installation.metricsWith(METRIC + "compared_total 1");
    same = Seen.of(installation);

    Bundles.replace(next, POLICY, "acme/shop", "acme/other");
    installation.metricsWith(METRIC + "loads_total{result=\"loaded\"} 1");
    send(installation, 2, "acme/shop", "acme/other", "acme/third");
    installation.metricsWith(METRIC + "compared_total 4");
    differing = Seen.of(installation);
    installation.stopValidator();

    configure(installation, next.toString(), directory.resolve("nowhere").toString());
    installation.startValidator();
    send(installation, 3, "acme/shop");
    endings = Endings.read(installation, 5);
    alone = Seen.of(installation);
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(started).ifPresent(Installation::close);
  }

  @Test
  void findsNoDifferenceInTheSameBundle() {
    assertThat(same.metrics()).doesNotContain(METRIC + "differences_total{");
  }

  @Test
  void tellsEachDecisionThatWouldBeAnotherOneOnceItsOwnBundleChanged() {
    assertThat(differing.metrics())
        .contains(difference(ALLOWED, DENIED) + " 1", difference(DENIED, ALLOWED) + " 1")
        .contains(METRIC + "missed_total 0");
    assertThat(differing.log())
        .contains("by rule deploy-on-push: " + DENIED + ", not " + ALLOWED)
        .doesNotContain("acme");
  }

  @Test
  void leavesWhatIsDecidedAlone() {
    Map<String, Long> counts =
        endings.stream()
            .map(Endings::ending)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(counts).isEqualTo(Map.of("ALLOWED", 3L, "DENIED", 2L));
    assertThat(sealed()).hasSize(3);
  }

  @Test
  void goesOnWithoutAShadowThatDoesNotLoad() {
    assertThat(alone.log()).contains("the gate goes on without a shadow");
    assertThat(alone.metrics()).doesNotContain(METRIC);
  }

  private static Path bundle(String name) throws IOException {
    return Bundles.copy(Files.createDirectory(directory.resolve(name)));
  }

  private static void configure(Installation installation, String before, String after)
      throws IOException {
    Path config = installation.home().resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace(before, after));
  }

  private static String difference(String decided, String shadow) {
    return METRIC
        + "differences_total{rule=\"deploy-on-push\",decided=\"%s\",shadow=\"%s\"}"
            .formatted(decided, shadow);
  }

  private static void send(Installation installation, int commit, String... repositories) {
    try (KafkaProducer<byte[], byte[]> ingest =
        new KafkaProducer<>(
            installation.client("ingest"), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String repository : repositories) {
        String push = Demo.push(repository, "main", "%040x".formatted(commit));
        byte[] body = push.getBytes(StandardCharsets.UTF_8);
        byte[] key = Demo.id(body).key();
        int partition = Partitions.of(key, Demo.PARTITIONS);
        String topic = Demo.TOPICS.untrusted();
        var _ = ingest.send(new ProducerRecord<>(topic, partition, key, body, Demo.headers()));
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> sealed() {
    return Committed.read(
        Optional.ofNullable(started).orElseThrow().client("executor-deployments"),
        Demo.TOPICS.trusted("deployments"),
        new ByteArrayDeserializer(),
        records -> records.size() >= 3);
  }
}
