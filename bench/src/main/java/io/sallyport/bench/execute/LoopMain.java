package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.executor.claim.ClientSettings;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A plain loop for each partition, as a process, with the executor's own client settings. */
public final class LoopMain {
  static final String CLIENT = "client.";
  static final String PREFIX = "prefix";
  static final String MANDATES = "mandates";

  private static final Duration POLL = Duration.ofMillis(100);

  private LoopMain() {}

  /** What a loop does with the records of its partition that one poll returned. */
  @FunctionalInterface
  interface Batch {
    /** Returns when the offsets after them are committed. */
    void take(List<ConsumerRecord<byte[], byte[]>> records);
  }

  /** Runs until it is told to end; the argument is a file that {@link Contender} writes. */
  public static void main(String[] arguments) {
    RoleProcess.run("loop", arguments, LoopMain::start);
  }

  private static RoleProcess.Running start(Path file) {
    Properties properties = read(file);
    for (int partition = 0; partition < Installation.PARTITIONS; partition++) {
      KafkaConsumer<byte[], byte[]> consumer = consumer(properties, partition);
      Batch batch = batch(properties, partition, consumer);
      Thread.ofPlatform().name("loop-" + partition).start(() -> loop(consumer, batch));
    }
    return () -> {};
  }

  private static void loop(KafkaConsumer<byte[], byte[]> consumer, Batch batch) {
    while (true) {
      var records = consumer.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        batch.take(records.records(partition));
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties properties, int partition) {
    Topics topics = new Topics(properties.getProperty(PREFIX));
    String group = topics.executorGroup(Installation.CELL);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientSettings.trusted(client(properties), group, Optional.empty()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> mine =
        List.of(new TopicPartition(topics.trusted(Installation.CELL), partition));
    consumer.assign(mine);
    consumer.seekToBeginning(mine);
    return consumer;
  }

  private static Batch batch(
      Properties properties, int partition, KafkaConsumer<byte[], byte[]> consumer) {
    String mandates = properties.getProperty(MANDATES);
    if (mandates == null) {
      return records -> consumer.commitSync();
    }
    Topics topics = new Topics(properties.getProperty(PREFIX));
    String id = topics.executorTransaction(Installation.CELL, partition);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            ClientSettings.producer(client(properties), id),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Jwk key = Jwk.parse(mandates.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    return new Work(topics, Shape.read(properties), key, new Work.Clients(consumer, producer));
  }

  private static Map<String, Object> client(Properties properties) {
    Map<String, Object> client = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(CLIENT)) {
        client.put(name.substring(CLIENT.length()), properties.getProperty(name));
      }
    }
    return client;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
