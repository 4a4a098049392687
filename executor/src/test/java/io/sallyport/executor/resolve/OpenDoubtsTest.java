package io.sallyport.executor.resolve;

import static io.sallyport.executor.resolve.DoubtTrial.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is open is what the ledger says and nobody has answered. */
class OpenDoubtsTest {
  private static final TopicPartition ZERO = new TopicPartition("sallyport.ledger.pay", 0);
  private static final TopicPartition ONE = new TopicPartition("sallyport.ledger.pay", 1);
  private static final Duration DAYS = Duration.ofDays(14);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  @Test
  void countsWhatNobodyResolvedOnAllPartitions() {
    holds(4, 1);
    try (OpenDoubts doubts = start()) {
      add(ZERO, 0, outcome(id('a'), OutcomeResult.IN_DOUBT, NOW));
      add(ZERO, 1, outcome(id('b'), OutcomeResult.IN_DOUBT, NOW));
      add(ZERO, 2, outcome(id('c'), OutcomeResult.SUCCEEDED, NOW));
      add(ZERO, 3, resolution(id('a')));
      add(ONE, 0, outcome(id('d'), OutcomeResult.IN_DOUBT, NOW));

      Awaitility.await().until(() -> doubts.count().equals(OptionalInt.of(2)));
    }
  }

  @Test
  void saysNothingBeforeItHasReadAll() {
    holds(2, 0);
    try (OpenDoubts doubts = start()) {
      add(ZERO, 0, outcome(id('a'), OutcomeResult.IN_DOUBT, NOW));
      Awaitility.await().until(() -> consumer.position(ZERO) == 1);
      assertThat(doubts.count()).isEmpty();

      add(ZERO, 1, resolution(id('a')));
      Awaitility.await().until(() -> doubts.count().equals(OptionalInt.of(0)));
    }
  }

  @Test
  void goesOnAfterTroubleAndEndsWithItsClosing() {
    holds(1, 0);
    consumer.setPollException(new KafkaException("no broker"));
    OpenDoubts doubts = start();
    try (doubts) {
      add(ZERO, 0, outcome(id('a'), OutcomeResult.IN_DOUBT, NOW));

      Awaitility.await().until(() -> doubts.count().equals(OptionalInt.of(1)));
    }

    assertThat(doubts.count()).isEmpty();
    assertThat(consumer.closed()).isTrue();
  }

  /** Trouble of a kind that nobody thought of ends the thread, and a count would never change. */
  @Test
  void saysNothingOnceItsReaderHasEnded() {
    holds(1, 0);
    try (OpenDoubts doubts = start()) {
      add(ZERO, 0, outcome(id('a'), OutcomeResult.IN_DOUBT, NOW));
      Awaitility.await().until(() -> doubts.count().equals(OptionalInt.of(1)));
      consumer.schedulePollTask(() -> {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
        throw new IllegalStateException("nobody thought of this");
      });

      Awaitility.await().until(() -> doubts.count().isEmpty());
    }
  }

  @Test
  void forgetsWhatNobodyCanResolveAnyMore() {
    holds(2, 0);
    try (OpenDoubts doubts = start()) {
      add(ZERO, 0, outcome(id('a'), OutcomeResult.IN_DOUBT, NOW.minus(DAYS).minusMillis(1)));
      add(ZERO, 1, outcome(id('b'), OutcomeResult.IN_DOUBT, NOW.minus(DAYS)));

      Awaitility.await().until(() -> doubts.count().equals(OptionalInt.of(1)));
    }
  }

  @Test
  void countsNoMoreThanTheLimit() {
    int records = OpenDoubts.MOST + 1;
    holds(records, 0);
    try (OpenDoubts doubts = start()) {
      Awaitility.await().until(() -> !consumer.assignment().isEmpty());
      for (int each = 0; each < records; each++) {
        append(ZERO, each, outcome(id(each), OutcomeResult.IN_DOUBT, NOW));
      }

      Awaitility.await().until(() -> doubts.count().isPresent());
      assertThat(doubts.count()).hasValue(OpenDoubts.MOST);
    }
  }

  private OpenDoubts start() {
    OpenDoubts doubts =
        new OpenDoubts(consumer, List.of(ZERO, ONE), DAYS, Clock.fixed(NOW, ZoneOffset.UTC));
    doubts.start();
    return doubts;
  }

  private void holds(long zero, long one) {
    consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    consumer.updateEndOffsets(Map.of(ZERO, zero, ONE, one));
  }

  private void add(TopicPartition partition, long offset, LedgerRecord record) {
    Awaitility.await().until(() -> consumer.assignment().contains(partition));
    append(partition, offset, record);
  }

  private void append(TopicPartition partition, long offset, LedgerRecord record) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            Bytes.utf8(record.key()).toArray(),
            LedgerCodec.write(record)));
  }

  private static ActionId id(char letter) {
    return new ActionId(String.valueOf(letter).repeat(42) + "A");
  }

  private static ActionId id(int number) {
    byte[] raw = Digest.sha256(Bytes.utf8("action " + number).toArray());
    return new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
  }

  private static LedgerRecord outcome(ActionId action, OutcomeResult result, Instant at) {
    Code code = result == OutcomeResult.IN_DOUBT ? Code.OUTCOME_UNKNOWN : Code.SUCCEEDED;
    return new LedgerRecord.Outcome(action, 5, result, code, 1, at, at.plusSeconds(60));
  }

  private static LedgerRecord resolution(ActionId action) {
    Digest command = Digest.of(Bytes.utf8("command"));
    return new LedgerRecord.Resolution(
        action, 5, command, NOW, NOW.plusSeconds(60), LedgerRecord.Resolution.NONE);
  }
}
