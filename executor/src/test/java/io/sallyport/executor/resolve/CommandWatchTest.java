package io.sallyport.executor.resolve;

import static io.sallyport.executor.resolve.DoubtTrial.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a watch makes of the topic of commands. */
class CommandWatchTest {
  private static final TopicPartition TOPIC = new TopicPartition("sallyport.commands", 0);

  private final DoubtTrial cell = new DoubtTrial();
  private final Docket docket = new Docket(1);
  private final List<Code> refusals = new CopyOnWriteArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = consumer();
  private long offset = 7;

  @Test
  void putsAnswersOnTheDocketAndTellsRefusals() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    String command = DoubtTrial.first(doubt, Finding.PERFORMED);

    try (CommandWatch watch = watch(cell.resolver(Duration.ofDays(1)))) {
      watch.start();
      append("test-k4x/other", command, List.of());
      append(DoubtTrial.CELL, "nothing", List.of());
      append(DoubtTrial.CELL, command, List.of());
      append(DoubtTrial.CELL, DoubtTrial.first(doubt, Finding.NOT_PERFORMED), List.of());

      Awaitility.await().until(() -> refusals.size() == 2);
    }

    assertThat(docket.of(1, NOW)).hasSize(1);
    assertThat(docket.of(0, NOW)).isEmpty();
    assertThat(refusals).containsExactly(Code.SIGNATURE_INVALID, Code.RESOLUTIONS_FULL);
  }

  /** Whoever writes it again needs no key. */
  @Test
  void copiesOfACommandTakeNoPlaceOnTheDocket() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    String command = DoubtTrial.first(doubt, Finding.PERFORMED);

    try (CommandWatch watch = watch(cell.resolver(Duration.ofDays(1)))) {
      watch.start();
      append(DoubtTrial.CELL, command, List.of());
      append(DoubtTrial.CELL, command, List.of());
      append(DoubtTrial.CELL, command, List.of());
      append(DoubtTrial.CELL, DoubtTrial.first(doubt, Finding.NOT_PERFORMED), List.of());

      Awaitility.await().until(() -> !refusals.isEmpty());
    }

    assertThat(docket.of(1, NOW)).hasSize(1);
    assertThat(refusals).containsExactly(Code.RESOLUTIONS_FULL);
  }

  @Test
  void takesTheFirstPersonsWordFromItsHeaderOnce() {
    Doubt doubt = cell.inDoubt(Effect.PERSIST);
    String first = DoubtTrial.first(doubt, Finding.PERFORMED);
    String second = DoubtTrial.second(doubt, Finding.PERFORMED, first);

    try (CommandWatch watch = watch(cell.resolver(Duration.ofDays(1)))) {
      watch.start();
      append(DoubtTrial.CELL, second, List.of(first, first));
      append(DoubtTrial.CELL, second, List.of(first));

      Awaitility.await().until(() -> !docket.of(1, NOW).isEmpty());
    }

    assertThat(refusals).containsExactly(Code.RESOLUTION_SECOND_INVALID);
  }

  @Test
  void readsCommandAgainWhenItsReceiptCouldNotBeRead() {
    String command = DoubtTrial.first(cell.inDoubt(Effect.WRITE), Finding.PERFORMED);
    AtomicInteger attempts = new AtomicInteger();
    cell.beforeReading(() -> {
      if (attempts.getAndIncrement() == 0) {
        throw new KafkaException("no broker");
      }
    });

    try (CommandWatch watch = watch(cell.resolver(Duration.ofDays(1)))) {
      watch.start();
      append(DoubtTrial.CELL, command, List.of());
      Awaitility.await().until(() -> attempts.get() == 1);
      offset--;
      append(DoubtTrial.CELL, command, List.of());

      Awaitility.await().until(() -> !docket.of(1, NOW).isEmpty());
    }

    assertThat(attempts).hasValue(2);
    assertThat(refusals).isEmpty();
  }

  @Test
  void forgetsAnswerWhoseTimeIsOver() {
    String command = DoubtTrial.first(cell.inDoubt(Effect.WRITE), Finding.PERFORMED);

    try (CommandWatch watch = watch(cell.resolver(Duration.ofDays(1)))) {
      watch.start();
      append(DoubtTrial.CELL, command, List.of());

      Awaitility.await().until(() -> !docket.of(1, NOW).isEmpty());
    }

    assertThat(docket.of(1, NOW.plusSeconds(600))).isEmpty();
  }

  private CommandWatch watch(Resolver resolver) {
    return new CommandWatch(
        consumer,
        TOPIC.topic(),
        new CommandWatch.Desk(DoubtTrial.CELL, resolver, docket, refusals::add),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void append(String key, String command, List<String> confirmed) {
    RecordHeaders headers = new RecordHeaders();
    confirmed.forEach(each -> headers.add(Headers.CONFIRMED, Bytes.utf8(each).toArray()));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            TOPIC.topic(),
            0,
            offset++,
            NOW.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            Bytes.utf8(key).toArray(),
            Bytes.utf8(command).toArray(),
            headers,
            Optional.empty());
    Awaitility.await().until(() -> consumer.assignment().contains(TOPIC));
    consumer.addRecord(record);
  }

  /** Of ten records the first seven are older than a command can be. */
  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("none") {
          @Override
          public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> times) {
            long from = NOW.minus(Duration.ofHours(25)).toEpochMilli();
            assertThat(times).containsExactly(Map.entry(TOPIC, from));
            return Map.of(TOPIC, new OffsetAndTimestamp(7, from));
          }
        };
    consumer.updateBeginningOffsets(Map.of(TOPIC, 0L));
    consumer.updateEndOffsets(Map.of(TOPIC, 10L));
    return consumer;
  }
}
