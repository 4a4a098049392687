package io.sallyport.executor.claim;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer whose broker stamps what it appends, with the time that it is told. */
final class StampingProducer extends MockProducer<byte[], byte[]> {
  private Instant now;
  private boolean stamping = true;

  StampingProducer(Instant now) {
    super(true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    this.now = now;
  }

  /** What the broker's clock says from now on. */
  void now(Instant time) {
    now = time;
  }

  /** From now on the broker leaves the time that a record was sent with. */
  void leavesCreateTime() {
    stamping = false;
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    RecordMetadata sent = super.send(record, callback).resultNow();
    long time = stamping ? now.toEpochMilli() : Objects.requireNonNullElse(record.timestamp(), -1L);
    return CompletableFuture.completedFuture(
        new RecordMetadata(
            new org.apache.kafka.common.TopicPartition(sent.topic(), sent.partition()),
            sent.offset(),
            0,
            time,
            0,
            0));
  }
}
