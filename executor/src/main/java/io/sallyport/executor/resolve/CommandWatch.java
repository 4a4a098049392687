package io.sallyport.executor.resolve;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.executor.resolve.Resolver.Given;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of commands, from as far back as a command may still count, and puts what answers
 * a doubt of this cell on the docket. What was recorded before is read again at each start: the
 * ledger knows it. One thread of its own reads.
 */
public final class CommandWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWatch.class);
  private static final Duration BACK = ResolveCommand.MAX_TTL.plusHours(1);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Desk desk;
  private final Clock clock;
  private final Follower follower;
  private long refused;

  /**
   * Where commands go.
   *
   * @param audience the key of the records that are for this cell
   * @param resolver decides
   * @param docket takes the answers
   * @param refusals is told what does not count
   */
  public record Desk(
      String audience,
      Resolver resolver,
      Docket docket,
      java.util.function.Consumer<Code> refusals) {}

  /** A watch over a topic that was not started; it owns {@code consumer}. */
  public CommandWatch(Consumer<byte[], byte[]> consumer, String topic, Desk desk, Clock clock) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, 0);
    this.desk = desk;
    this.clock = clock;
    this.follower = new Follower("commands", consumer, new Commands());
  }

  /** Starts to read. */
  public void start() {
    follower.start();
  }

  /** Why no command will be read any more; the process should be started anew. */
  public Optional<String> problem() {
    return follower.problem();
  }

  private final class Commands implements Follower.Reading {
    /** The end is asked for first: what is appended in between lies behind it, and is read. */
    @Override
    public void begin() {
      long end = found(consumer.endOffsets(List.of(partition)).get(partition));
      long from = clock.instant().minus(BACK).toEpochMilli();
      Optional<OffsetAndTimestamp> first =
          Optional.ofNullable(consumer.offsetsForTimes(Map.of(partition, from)).get(partition));
      consumer.assign(List.of(partition));
      consumer.seek(partition, first.map(OffsetAndTimestamp::offset).orElse(end));
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      if (!desk.audience().equals(text(record.key()))) {
        return;
      }
      boolean done = false;
      try {
        read(record);
        done = true;
      } finally {
        if (!done) {
          consumer.seek(partition, record.offset());
        }
      }
    }
  }

  private static long found(@Nullable Long offset) {
    if (offset == null) {
      throw new KafkaException("the broker does not know the topic's partition");
    }
    return offset;
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Instant now = clock.instant();
    Instant at = Instant.ofEpochMilli(record.timestamp());
    Given given = new Given(text(record.value()), confirmed(record), at);
    switch (desk.resolver().read(given, now)) {
      case Resolver.Read.Refused(Code code) -> refuse(record.offset(), code);
      case Resolver.Read.Accepted(Answer answer) -> {
        if (!desk.docket().add(answer, now)) {
          refuse(record.offset(), Code.RESOLUTIONS_FULL);
        }
      }
    }
  }

  /** What is there twice is nobody's command. */
  private static Optional<String> confirmed(ConsumerRecord<byte[], byte[]> record) {
    return switch (Headers.find(record.headers(), Headers.CONFIRMED)) {
      case Headers.Found.Absent _ -> Optional.empty();
      case Headers.Found.Once(Bytes value) -> Optional.of(text(value.toArray()));
      case Headers.Found.Unclear _ -> Optional.of("");
    };
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }

  private void refuse(long offset, Code code) {
    desk.refusals().accept(code);
    refused++;
    if (Long.bitCount(refused) == 1) {
      LOG.warn(
          "record {}:{} resolves nothing: {}; {} so far", partition, offset, code.text(), refused);
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
