package io.sallyport.compose;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What one principal tries on a real broker; each attempt tells whether it was allowed. */
final class Attempts implements AutoCloseable {
  private static final byte[] CONTENT = {1};
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Object> properties;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Attempts(Map<String, Object> properties) {
    this.properties = properties;
    this.admin = Admin.create(properties);
    // One refusal would end an idempotent producer, and all later writes would count as refused.
    this.producer = producer(Map.of("max.block.ms", 10_000, "enable.idempotence", false));
  }

  boolean write(String topic) {
    return allowed(() -> producer.send(record(topic)).get(10, TimeUnit.SECONDS));
  }

  /** Whether a record of its first partition comes; there must be one. */
  boolean read(String topic) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      return allowed(() -> awaitRecord(consumer, partition));
    }
  }

  /** Polls until a record came: an end offset alone may be known to who may only describe. */
  private static boolean awaitRecord(KafkaConsumer<?, ?> consumer, TopicPartition partition)
      throws TimeoutException {
    consumer.seek(partition, 0);
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.poll(Duration.ofMillis(50)).isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw new TimeoutException("no answer to a fetch");
      }
    }
    return true;
  }

  /** With a group of its own choice: needs Read on the group and on the topic. */
  boolean commit(String group, String topic) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0));
    return allowed(() -> await(admin.alterConsumerGroupOffsets(group, offsets).all()));
  }

  boolean transact(String transactionalId) {
    Map<String, Object> own = Map.of("transactional.id", transactionalId, "max.block.ms", 10_000);
    try (KafkaProducer<byte[], byte[]> transactional = producer(own)) {
      return allowed(() -> {
        transactional.initTransactions();
        return true;
      });
    }
  }

  boolean describe(String topic) {
    return allowed(() -> await(admin.describeTopics(List.of(topic)).allTopicNames()));
  }

  boolean create() {
    NewTopic topic = new NewTopic("sallyport.intruder", 1, (short) 1);
    return allowed(() -> await(admin.createTopics(List.of(topic)).all()));
  }

  boolean delete(String topic) {
    return allowed(() -> await(admin.deleteTopics(List.of(topic)).all()));
  }

  boolean alter(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp operation =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
    return allowed(
        () -> await(admin.incrementalAlterConfigs(Map.of(resource, Set.of(operation))).all()));
  }

  boolean truncate(String topic) {
    Map<TopicPartition, RecordsToDelete> all =
        Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0));
    return allowed(() -> await(admin.deleteRecords(all).all()));
  }

  boolean readAcls() {
    return allowed(() -> await(admin.describeAcls(AclBindingFilter.ANY).values()));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    admin.close(Duration.ofSeconds(2));
  }

  /** Something that a broker allows or refuses. */
  private interface Attempt {
    Object run() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private static boolean allowed(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return false;
      }
      throw new AssertionError("neither allowed nor refused", e);
    } catch (TimeoutException e) {
      throw new AssertionError("neither allowed nor refused", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(properties);
    config.putAll(more);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic) {
    return new ProducerRecord<>(topic, 0, CONTENT, CONTENT);
  }
}
