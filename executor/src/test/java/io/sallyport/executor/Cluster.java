package io.sallyport.executor;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.executor.verify.Seal;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A broker with an installation of its own for each test: prefix, topics, grants, validator key.
 */
final class Cluster implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final Path directory;
  private final Canary canary = Canary.listen();
  private final EmbeddedBroker broker;
  private final KafkaProducer<byte[], byte[]> validator;
  private final Admin admin;

  Cluster(Path directory) {
    this.directory = directory;
    broker = EmbeddedBroker.start(directory);
    admin = Admin.create(broker.clientProperties("admin"));
    validator =
        new KafkaProducer<>(
            broker.clientProperties("admin"), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What one test works with. */
  record Installation(
      Topics topics,
      SigningKey key,
      Seal seal,
      String environment,
      SigningKey operator,
      SigningKey second) {}

  Installation install(String prefix) {
    Topics topics = new Topics(prefix);
    apply(topics, Seal.CELL);
    SigningKey key = SigningKey.generate();
    String environment = "test-" + broker.clusterId();
    Seal seal = new Seal(key, environment, topics.trusted(Seal.CELL));
    return new Installation(
        topics, key, seal, environment, SigningKey.generate(), SigningKey.generate());
  }

  /** Gives an installation another cell; a seal for it, of the same validator. */
  Seal add(String cell, Installation installation) {
    Topics topics = installation.topics();
    apply(topics, Seal.CELL, cell);
    return new Seal(installation.key(), installation.environment(), topics.trusted(cell), cell);
  }

  private void apply(Topics topics, String... cells) {
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, cells));
    settled(() -> new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply());
    for (String cell : cells) {
      String principal = Topics.executorPrincipal(cell);
      try (Admin executor = Admin.create(broker.clientProperties(principal))) {
        List<String> names = List.of(topics.ledger(cell), topics.receipts(cell));
        settled(() -> executor.describeTopics(names).allTopicNames().get());
      }
    }
  }

  /** Another's topic, to which the executors of an installation may write, or may no more. */
  void target(Installation installation, String topic, boolean allowed) {
    if (partitions(topic) == 0) {
      settled(() ->
          admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get());
    }
    Map<String, List<String>> targets = allowed ? Map.of(Seal.CELL, List.of(topic)) : Map.of();
    ManifestSpec spec = ManifestSpec.small(installation.topics(), Seal.CELL);
    settled(
        () -> new ManifestApply(admin, Manifest.of(spec, targets), Duration.ofSeconds(30)).apply());
  }

  /** A broker that was just told something needs a moment to believe it. */
  private static void settled(Callable<?> attempt) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          attempt.call();
          return true;
        });
  }

  void stop() {
    broker.stop();
  }

  void start() {
    broker.start();
  }

  /** Stops the broker and starts it again. */
  void restart() {
    broker.restart();
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  Admin admin() {
    return admin;
  }

  /** What was set on a topic, without the defaults. */
  Map<String, String> settings(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** How many partitions a topic has; 0 as long as nobody knows it. */
  int partitions(String topic) {
    try {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
          .mapToInt(found -> found.partitions().size())
          .sum();
    } catch (ExecutionException | InterruptedException e) {
      return 0;
    }
  }

  /** Gives an executor's home its certificate. */
  void issue(Path tls, String cell) {
    broker.pki().issue(Topics.executorPrincipal(cell), tls);
  }

  /** Gives somebody a certificate of that name. */
  void certify(Path tls, String principal) {
    broker.pki().issue(principal, tls);
  }

  long produce(ProducerRecord<byte[], byte[]> record) {
    try {
      return validator.send(record).get().offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All committed values of a topic, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return read(topic, "read_committed");
  }

  /** All values of a topic, those of aborted transactions too. */
  List<ConsumerRecord<byte[], byte[]>> readUncommitted(String topic) {
    return read(topic, "read_uncommitted");
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
    Map<String, Object> settings = new HashMap<>(broker.clientProperties("admin"));
    settings.put("isolation.level", isolation);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        TopicPartition source = new TopicPartition(topic, partition);
        reader.assign(List.of(source));
        reader.seekToBeginning(List.of(source));
        long end = reader.endOffsets(List.of(source)).getOrDefault(source, 0L);
        while (reader.position(source) < end) {
          all.addAll(reader.poll(Duration.ofMillis(100)).records(source));
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    validator.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    broker.close();
    canary.assertUnseen(directory);
  }
}
