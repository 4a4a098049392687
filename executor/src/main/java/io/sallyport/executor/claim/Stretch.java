package io.sallyport.executor.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of one partition up to the end that a read_uncommitted client sees: the
 * read_committed end would hide an open claim, and after the fence everything below the other one
 * is decided. Blocks; any thread.
 *
 * @param cell whose connection is used
 * @param source the partition
 * @param end that end
 */
record Stretch(Cell cell, TopicPartition source, long end) {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long FIRST_STEP = 64;

  /** Hands over the records from {@code from} on, in order. */
  void read(long from, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Instant deadline = Instant.now().plus(PATIENCE);
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            ClientSettings.reader(cell.clients().properties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      reader.seek(source, from);
      while (reader.position(source) < end) {
        reader.poll(POLL).records(source).forEach(sink);
        if (Instant.now().isAfter(deadline)) {
          throw new TimeoutException(source.topic() + " could not be read to its end");
        }
      }
    }
  }

  /** The last record at or above {@code begin}; what was aborted lies between, so it is sought. */
  Optional<ConsumerRecord<byte[], byte[]>> last(long begin) {
    AtomicReference<Optional<ConsumerRecord<byte[], byte[]>>> last =
        new AtomicReference<>(Optional.empty());
    long step = FIRST_STEP;
    long from = end;
    while (last.get().isEmpty() && from > begin) {
      from = Math.max(begin, end - step);
      read(from, record -> last.set(Optional.of(record)));
      step *= FIRST_STEP;
    }
    return last.get();
  }
}
