package io.sallyport.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.confluent.Subjects;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * With all that ingest has, its Kafka principal among it, what the threat model says is caused for
 * each assurance, and nothing else: a real broker, a real validator, and no ingest but the
 * intruder.
 */
@Tag("AARM-R6")
@Tag("NHI3")
@Timeout(600)
class TakenIngestIT {
  private static final Path THREAT_MODEL = Path.of("../docs/threat-model.md");
  private static final String HEADING = "| written with all that ingest has | ends as |";
  private static final ManifestSpec SPEC =
      new ManifestSpec(
          Demo.TOPICS, (short) 1, 2, 2, 2, Map.of("deployments", 2), Map.of("orders", 1), 1 << 20);

  @TempDir static Path directory;
  private static @Nullable Installation started;
  private static final Map<String, ProducerRecord<byte[], byte[]>> WRITTEN = new LinkedHashMap<>();
  private static Map<String, ReceiptBody> endings = Map.of();

  @BeforeAll
  static void takesIngest() throws Exception {
    Path files = bundle();
    Bundle bundle = Bundles.read(files);
    started = Installation.start(directory, SPEC, files);
    Path home = installation().home();
    secret(home, "shared", TakenIngest.SHARED);
    secret(home, "token", TakenIngest.TOKEN);
    secret(home, "blind", TakenIngest.BLIND);
    byte[] point = TakenIngest.point().x().toArray();
    Files.writeString(home.resolve("hooks"), "whpk_" + Base64.getEncoder().encodeToString(point));
    Files.writeString(
        home.resolve("agents"),
        TakenIngest.point().canonical().replace("}", ",\"kid\":\"k\",\"sub\":\"planner\"}"));
    Map<String, Object> client = installation().client("ingest");
    Files.copy(file(client, "ssl.truststore.location"), home.resolve("clients"));
    Subjects.apply(
        installation().registry().toString(),
        bundle.actions().values().stream()
            .collect(
                Collectors.toMap(
                    type -> Subjects.name(Demo.TOPICS.trusted("deployments"), type),
                    type -> type.schema())));
    write(new TakenIngest(bundle, file(client, "ssl.keystore.location")));
    installation().startValidator();
    endings =
        Endings.read(installation(), WRITTEN.size()).stream()
            .collect(Collectors.toMap(Endings::origin, Function.identity()));
  }

  private static Path file(Map<String, Object> client, String property) {
    return Path.of(client.getOrDefault(property, "").toString());
  }

  private static void secret(Path home, String name, Secret secret) throws IOException {
    Files.write(home.resolve(name), secret.bytes());
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(started).ifPresent(Installation::close);
  }

  private static Installation installation() {
    return Optional.ofNullable(started).orElseThrow();
  }

  /** A source of each kind; those that prove enough may deploy, the others ask for less. */
  private static Path bundle() throws IOException {
    Path bundle = Bundles.copy(Files.createDirectory(directory.resolve("bundle")));
    String deploy = Files.readString(bundle.resolve("actions/Deploy.avsc"));
    Bundles.write(
        bundle,
        "actions/Ask.avsc",
        deploy.replace("\"Deploy\"", "\"Ask\"").replace("\"shared\"", "\"asserted\""));
    String policy = Files.readString(bundle.resolve("policy-deploy.yaml"));
    String open = policy.replace("source.name == 'github' && ", "");
    Bundles.write(bundle, "policy-deploy.yaml", open);
    Bundles.write(
        bundle,
        "policy-ask.yaml",
        open.replace("{name: deploy}", "{name: ask}").replace("actions.Deploy", "actions.Ask"));
    String rule = Files.readString(bundle.resolve("rule-deploy-on-push.yaml"));
    Files.delete(bundle.resolve("rule-deploy-on-push.yaml"));
    Files.delete(bundle.resolve("source-github.yaml"));
    Files.delete(bundle.resolve("tests/deploy.yaml"));
    TakenIngest.SOURCES.forEach((name, terms) -> {
      Bundles.write(bundle, "source-" + name + ".yaml", TakenIngest.source(name, terms.get(0)));
      Bundles.write(
          bundle,
          "rule-" + name + ".yaml",
          rule.replace("deploy-on-push", "push-of-" + name)
              .replace("source: github", "source: " + name)
              .replace("actions.Deploy", "actions." + terms.get(1)));
    });
    return bundle;
  }

  private static void write(TakenIngest ingest) throws Exception {
    byte[] passed = ingest.body();
    byte[] other = ingest.body();
    WRITTEN.put("an honest sender's signature", ingest.webhook(passed, "msg_1"));
    WRITTEN.put("the same again", ingest.webhook(passed, "msg_1"));
    Map<String, String> evidence =
        ingest.webhookHeaders(TakenIngest.HONEST.getPrivate(), passed, "msg_1");
    WRITTEN.put(
        "that signature over another body",
        ingest.record("hooks", other, ingest.claims("msg_1"), evidence));
    WRITTEN.put("a signature with another key", ingest.forgedWebhook());
    WRITTEN.put("an HMAC with the public key as its secret", ingest.webhookByHmac());
    WRITTEN.put("an agent's proposal signed with ingest's TLS key", ingest.proposal());
    WRITTEN.put("no evidence, of `end-to-end`", keyed(ingest, "hooks"));
    byte[] body = ingest.body();
    WRITTEN.put(
        "a signature with its own secret, of `validator-only`",
        ingest.record("blind", body, Claims.NONE, ingest.github(TakenIngest.SHARED, body)));
    WRITTEN.put("no evidence, of `validator-only`", ingest.bare("blind"));
    WRITTEN.put("a source's own topic named", ingest.direct());
    body = ingest.body();
    WRITTEN.put(
        "a signature with its secret, of `shared`",
        ingest.record("shared", body, Claims.NONE, ingest.github(TakenIngest.SHARED, body)));
    WRITTEN.put("no evidence, of `shared`", ingest.bare("shared"));
    WRITTEN.put(
        "what an honest sender signed, as of `shared`",
        ingest.record("shared", passed, Claims.NONE, evidence));
    WRITTEN.put("of `asserted`: a token's source", ingest.bare("token"));
    WRITTEN.put("of `asserted`: a client certificate's", ingest.bare("clients"));
    WRITTEN.put("of `asserted`: one without any scheme", ingest.bare("open"));
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (Map.Entry<String, ProducerRecord<byte[], byte[]>> each : WRITTEN.entrySet()) {
        var place = producer.send(each.getValue()).get();
        PLACES.put(each.getKey(), place.topic() + ":" + place.partition() + ":" + place.offset());
      }
    }
  }

  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  private static ProducerRecord<byte[], byte[]> keyed(TakenIngest ingest, String source) {
    return ingest.record(source, ingest.body(), ingest.claims("msg_2"), Map.of());
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties = new LinkedHashMap<>(installation().client("ingest"));
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What the receipt says: sealed under which assurance, or why not. */
  private static String ending(String name) {
    String place = Optional.ofNullable(PLACES.get(name)).orElseThrow();
    ReceiptBody body = Optional.ofNullable(endings.get(place)).orElseThrow();
    return Endings.ending(body).equals("ALLOWED")
        ? "sealed, `" + assurance(body) + "`"
        : "`" + Endings.code(body).text() + "`";
  }

  private static String assurance(ReceiptBody body) {
    return Endings.delivery(body).evidence().orElseThrow().assurance().text();
  }

  @Test
  void causesForEachAssuranceWhatTheThreatModelSays() throws IOException {
    List<String> lines = new ArrayList<>();
    WRITTEN.keySet().forEach(name -> lines.add("| " + name + " | " + ending(name) + " |"));

    assertThat(table()).containsExactlyElementsOf(lines);
  }

  private static List<String> table() throws IOException {
    List<String> page = Files.readAllLines(THREAT_MODEL);
    assertThat(page).contains(HEADING);
    return page.subList(page.indexOf(HEADING) + 2, page.size()).stream()
        .takeWhile(line -> line.startsWith("| "))
        .toList();
  }

  @Test
  void speaksForNoOtherSourceThanTheOneItForged() {
    PLACES.forEach((name, place) -> {
      ReceiptBody body = Optional.ofNullable(endings.get(place)).orElseThrow();
      Endings.delivery(body)
          .evidence()
          .ifPresent(evidence ->
              assertThat(evidence.principal()).as(name).isEqualTo("source:" + source(name)));
    });
  }

  private static String source(String name) {
    String value =
        new String(
            Optional.ofNullable(WRITTEN.get(name))
                .orElseThrow()
                .headers()
                .lastHeader("ce_source")
                .value(),
            UTF_8);
    return value.substring(value.lastIndexOf('/') + 1);
  }

  @Test
  void sealsNothingElse() {
    long sealed = WRITTEN.keySet().stream().filter(name -> ending(name).contains("sealed")).count();

    var records =
        Committed.read(
            installation().client("executor-deployments"),
            Demo.TOPICS.trusted("deployments"),
            new ByteArrayDeserializer(),
            found -> found.size() >= sealed);

    assertThat(records).hasSize((int) sealed);
  }

  @Test
  void reachesNoOtherTopicWithItsPrincipal() {
    try (KafkaProducer<byte[], byte[]> producer = producer();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                installation().client("ingest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      Manifest.of(SPEC).topics().stream()
          .map(topic -> topic.name())
          .forEach(topic -> {
            if (!topic.equals(Demo.TOPICS.untrusted())) {
              assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, body())).get())
                  .as(topic)
                  .isInstanceOf(ExecutionException.class)
                  .hasCauseInstanceOf(AuthorizationException.class);
            }
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                .as(topic)
                .isInstanceOf(AuthorizationException.class);
          });
    }
  }

  private static byte[] body() {
    return "anything".getBytes(UTF_8);
  }
}
