package io.sallyport.executor.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
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

  /** Hands over the records from {@code from} on, in order; it takes as long as it goes on. */
  void read(long from, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Patience patience = new Patience(PATIENCE, Instant.now());
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            ClientSettings.reader(cell.clients().properties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      reader.seek(source, from);
      while (reader.position(source) < end) {
        reader.poll(POLL).records(source).forEach(sink);
        if (patience.isOver(reader.position(source), Instant.now())) {
          throw new TimeoutException(source.topic() + " could not be read to its end");
        }
      }
    }
  }

  /** The committed record that lies at {@code offset}, if one does. */
  static Optional<ConsumerRecord<byte[], byte[]>> at(
      Cell cell, TopicPartition source, long offset) {
    AtomicReference<Optional<ConsumerRecord<byte[], byte[]>>> found =
        new AtomicReference<>(Optional.empty());
    new Stretch(cell, source, offset + 1)
        .follow(
            offset,
            record -> {
              found.set(Optional.of(record));
              return -1;
            });
    return found.get();
  }

  /**
   * Hands over the record at {@code first}, then the one at the offset that {@code sink} answered,
   * and so on until no committed record lies there; an offset below {@link #end}.
   */
  void follow(long first, ToLongFunction<ConsumerRecord<byte[], byte[]>> sink) {
    Map<String, Object> settings = ClientSettings.reader(cell.clients().properties());
    settings.put("max.poll.records", 1);
    settings.put("max.partition.fetch.bytes", 1 << 16);
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      reader.seekToBeginning(List.of(source));
      long begin = reader.position(source);
      reader.seekToEnd(List.of(source));
      long last = Math.min(end, reader.position(source));
      Optional<ConsumerRecord<byte[], byte[]>> record = one(reader, first, begin, last);
      while (record.isPresent()) {
        record = one(reader, sink.applyAsLong(record.get()), begin, last);
      }
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> one(
      KafkaConsumer<byte[], byte[]> reader, long offset, long begin, long last) {
    if (offset < begin || offset >= last) {
      return Optional.empty();
    }
    Instant deadline = Instant.now().plus(PATIENCE);
    reader.seek(source, offset);
    while (reader.position(source) <= offset) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        return Optional.of(record).filter(found -> found.offset() == offset);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException(source.topic() + " could not be read");
      }
    }
    return Optional.empty();
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
