package io.sallyport.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.admit.Carried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs on the page about direct producers, run as they stand there: Java always, the others
 * as well where their tools are.
 */
@Timeout(300)
class DirectExamplesIT {
  private static final Path PAGE = Path.of("../docs/how-to/direct-producers.md");
  private static final String TOPIC = "sallyport.untrusted.orders";
  private static final byte[] BODY = "{\"order\": 7}\n".getBytes(UTF_8);

  @TempDir private Path home;

  private String page(String language) throws IOException {
    String text = Files.readString(PAGE);
    String fence = "```" + language + "\n";
    int start = text.indexOf(fence) + fence.length();
    return text.substring(start, text.indexOf("```", start));
  }

  private SourceSpec source() throws IOException {
    String text = page("yaml\napiVersion: sallyport/v1\nkind: Source");
    String document = "apiVersion: sallyport/v1\nkind: Source\n" + text;
    return SourceReader.read(ConfigFile.parse("orders.yaml", document, home).getFirst());
  }

  private void prepare(EmbeddedBroker broker)
      throws IOException, ExecutionException, InterruptedException {
    Files.createDirectories(home.resolve("secrets"));
    Files.writeString(home.resolve("secrets/orders"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    Files.write(home.resolve("body.json"), BODY);
    Properties settings = new Properties();
    settings.putAll(broker.clientProperties("producer-orders"));
    try (var out = Files.newOutputStream(home.resolve("producer.properties"))) {
      settings.store(out, null);
    }
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL);
      AccessControlEntry write =
          new AccessControlEntry(
              "User:producer-orders", "*", AclOperation.WRITE, AclPermissionType.ALLOW);
      admin.createAcls(List.of(new AclBinding(topic, write))).all().get();
    }
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  /** How many were run. */
  private int runAll(EmbeddedBroker broker) throws IOException, InterruptedException {
    List<List<String>> commands = new ArrayList<>(List.of(java()));
    if (run(List.of("sh", "-c", "command -v kcat && command -v openssl")) == 0) {
      commands.add(kcat(broker));
    }
    if (run(List.of("sh", "-c", "node -e \"require('kafkajs')\"")) == 0) {
      commands.add(node(broker));
    }
    for (List<String> command : commands) {
      assertThat(run(command)).as(() -> output(command)).isZero();
    }
    return commands.size();
  }

  private String output(List<String> command) {
    try {
      return command.getFirst() + ": " + Files.readString(home.resolve("output"));
    } catch (IOException e) {
      return "no output";
    }
  }

  private List<String> java() throws IOException {
    Files.writeString(home.resolve("Orders.java"), page("java"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "Orders.java",
        "producer.properties",
        TOPIC,
        "secrets/orders",
        "body.json");
  }

  private List<String> kcat(EmbeddedBroker broker) throws IOException {
    Files.writeString(home.resolve("orders.sh"), page("sh"));
    String client = pem(broker, "ssl.keystore.location");
    Files.writeString(
        home.resolve("producer.kcat"),
        """
        bootstrap.servers=%s
        security.protocol=ssl
        ssl.key.location=%s
        ssl.certificate.location=%s
        ssl.ca.location=%s
        ssl.endpoint.identification.algorithm=none
        """
            .formatted(broker.bootstrap(), client, client, pem(broker, "ssl.truststore.location")));
    return List.of("sh", "orders.sh", "producer.kcat", TOPIC, "secrets/orders", "body.json");
  }

  private List<String> node(EmbeddedBroker broker) throws IOException {
    Files.writeString(home.resolve("orders.js"), page("js"));
    return List.of(
        "node",
        "orders.js",
        broker.bootstrap(),
        pem(broker, "ssl.keystore.location"),
        pem(broker, "ssl.truststore.location"),
        TOPIC,
        "secrets/orders",
        "body.json");
  }

  private static String pem(EmbeddedBroker broker, String key) {
    return String.valueOf(broker.clientProperties("producer-orders").get(key));
  }

  private static List<ConsumerRecord<byte[], byte[]>> topic(EmbeddedBroker broker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            broker.clientProperties("admin"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      while (consumer.position(only) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found;
    }
  }

  @Test
  void writeWhatTheGateProves() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"))) {
      prepare(broker);
      int examples = runAll(broker);

      assertThat(topic(broker))
          .hasSize(examples)
          .allSatisfy(entry -> {
            Verification verification =
                SourceVerifier.atGate(source())
                    .verify(
                        name -> Carried.sent(entry.headers(), name),
                        entry.value(),
                        Instant.ofEpochMilli(entry.timestamp()));
            assertThat(entry.value()).isEqualTo(BODY);
            assertThat(verification).isInstanceOf(Verification.Proven.class);
          });
    }
  }
}
