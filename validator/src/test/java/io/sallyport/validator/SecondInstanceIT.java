package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second instance that joins with nothing of a long memory, and takes over: two real processes on
 * a real broker.
 */
@Timeout(600)
class SecondInstanceIT {
  /** Of each store and partition, for longer than it takes to look. */
  private static final int LONG = 16_000;

  /** More than a partition may lack and be handed over at once. */
  private static final int BEHIND = 12_000;

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static Optional<ValidatorProcess> second = Optional.empty();
  private static int behind;
  private static String joined = "";
  private static List<Mandate> sealed = List.of();
  private static List<Receipt> decisions = List.of();

  @BeforeAll
  static void joinAndTakeOver() throws Exception {
    Installation installation = Installation.start(directory);
    started = Optional.of(installation);
    LongMemory.write(installation, LONG);
    installation.startValidator();
    push("a");
    traffic().sealed(1);
    ValidatorProcess other = installation.another("validator-2");
    LongMemory.slow(directory.resolve("validator-2"));
    second = Optional.of(other);
    other.launch();
    behind = other.healthWhile(SecondInstanceIT::hasJoinedBehind);
    other.awaitReady();
    joined = other.readyWith("");
    push("b");
    traffic().sealed(2);
    assertThat(installation.stopValidator()).isZero();
    push("c");
    sealed = traffic().sealed(3);
    decisions = decisions(3);
  }

  @AfterAll
  static void stop() {
    second.ifPresent(ValidatorProcess::close);
    started.ifPresent(Installation::close);
  }

  /** It could take nothing over soon. */
  @Test
  void isNotReadyWhileItHasMostToRead() {
    assertThat(behind).isEqualTo(503);
  }

  @Test
  void isReadyWhileTheFirstHasAllPartitions() {
    assertThat(joined).contains("other instances have all partitions");
  }

  @Test
  void takesOverWhatTheFirstLeaves() {
    assertThat(sealed).hasSize(3);
    assertThat(decisions).hasSize(3);
    assertThat(second.orElseThrow().isAlive()).isTrue();
    assertThat(second.orElseThrow().readyWith("")).doesNotContain("other instances");
  }

  @Test
  void showsThatNothingIsLeftToRead() {
    second.orElseThrow().metricsWith("\nsallyport_validator_restoring_records 0\n");
  }

  private static boolean hasJoinedBehind(String metrics) {
    return metrics.contains("\nkafka_streams_state{state=\"running\"}")
        && LongMemory.left(metrics) > BEHIND;
  }

  private static Traffic traffic() {
    return new Traffic(started.orElseThrow());
  }

  /** What was decided; each chain goes on over the change. */
  private static List<Receipt> decisions(int count) {
    return decided(
        Committed.read(
            started.orElseThrow().client("operator"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> decided(found).size() >= count));
  }

  private static List<Receipt> decided(List<ConsumerRecord<byte[], byte[]>> records) {
    return Readback.receipts(records).stream()
        .filter(receipt -> receipt.body() instanceof ReceiptBody.Decision)
        .toList();
  }

  private static void push(String commit) throws Exception {
    byte[] body =
        Demo.push("acme/shop", "main", commit.repeat(40)).getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers()));
  }
}
