package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing of a record reaches what the process prints, also when the record meets a bug: a store
 * that somebody damaged makes the gate throw while it holds a record. What Kafka Streams would say
 * of other bugs is in {@link StreamsLogTest}.
 */
@Tag("NHI2")
@Timeout(600)
class CanaryIT {
  private static final String CANARY = "Canary7Qz5wXk";
  private static final byte[] BYTES = CANARY.getBytes(StandardCharsets.UTF_8);

  /** A chain's opening, its bundle and the ends of two deliveries, in each partition. */
  private static final int RECEIPTS = 4 * Demo.PARTITIONS;

  @TempDir static Path directory;
  private static @Nullable Installation started;
  private static String inWork = "";
  private static String inTrouble = "";

  @BeforeAll
  static void feedAndDamage() throws Exception {
    Installation installation = Installation.start(directory);
    started = installation;
    installation.startValidator();
    sendEverywhere(installation);
    awaitReceipts(installation);
    installation.killValidator();
    inWork = installation.log();

    damageTheChains(installation);
    sendEverywhere(installation);
    installation.launchValidator();
    Awaitility.await("the gate stops")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !installation.isValidatorAlive());
    inTrouble = installation.log();
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(started).ifPresent(Installation::close);
  }

  /** To each partition a body that is not JSON, and one that cannot be bound. */
  private static void sendEverywhere(Installation installation)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> ingest = producer(installation, "ingest")) {
      for (int partition = 0; partition < Demo.PARTITIONS; partition++) {
        ingest.send(record(partition, BYTES, "{" + CANARY)).get();
        String unbound = unbound(partition);
        ingest.send(record(partition, Demo.id(bytes(unbound)).key(), unbound)).get();
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, byte[] key, String body) {
    RecordHeaders headers = Demo.headers();
    Demo.add(headers, "x-token", CANARY);
    Demo.add(headers, Headers.TRACEPARENT, CANARY);
    return new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, bytes(body), headers);
  }

  /** A push that names no commit, of which the first that belongs there. */
  private static String unbound(int partition) {
    return IntStream.range(0, 1_000)
        .mapToObj(number -> Demo.push("acme/shop", "main", CANARY + number))
        .filter(body -> place(body) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static int place(String body) {
    return Partitions.of(Demo.id(bytes(body)).key(), Demo.PARTITIONS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitReceipts(Installation installation) {
    Committed.read(
        installation.client("auditor"),
        Demo.TOPICS.validatorReceipts(),
        new ByteArrayDeserializer(),
        receipts -> receipts.size() >= RECEIPTS);
  }

  /** The stores are read anew from their changelogs after a kill. */
  private static void damageTheChains(Installation installation)
      throws ExecutionException, InterruptedException {
    String changelog = Demo.TOPICS.changelog("chains");
    try (KafkaProducer<byte[], byte[]> anybody = producer(installation, "admin")) {
      for (int partition = 0; partition < Demo.PARTITIONS; partition++) {
        byte[] chain = bytes("gate-" + partition);
        anybody.send(new ProducerRecord<>(changelog, partition, chain, BYTES)).get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(
      Installation installation, String principal) {
    return new KafkaProducer<>(
        installation.client(principal), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void logsNothingOfWhatItRefuses() {
    assertThat(inWork).contains("\"message\":\"ready\"");
    assertThat(inWork).doesNotContain(formsOfTheCanary());
  }

  @Test
  void logsNothingOfTheRecordThatMeetsABug() {
    assertThat(inTrouble)
        .contains("\"message\":\"the gate stops\"", "the store chains is damaged", "GateMemory");
    assertThat(inTrouble).contains("org.apache.kafka.streams.errors.LogAndFailProcessing");
    assertThat(inTrouble).doesNotContain(formsOfTheCanary());
  }

  /** As text, and as Java, Kafka and people write bytes; a part of each, as lines are cut. */
  private static List<String> formsOfTheCanary() {
    String numbers = Arrays.toString(BYTES);
    String hex = HexFormat.of().formatHex(BYTES);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(BYTES);
    return List.of(
        CANARY.substring(0, 8),
        numbers.substring(1, 24),
        hex.substring(0, 16),
        base64.substring(0, 8));
  }
}
