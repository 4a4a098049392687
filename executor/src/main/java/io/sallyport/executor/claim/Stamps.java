package io.sallyport.executor.claim;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.record.TimestampType;

/** When the broker appended a record of the ledger, by its own word. */
final class Stamps {
  /**
   * The time that is sent with each record: nothing is valid until then. A broker that stamps
   * (KIP-32, {@code LogAppendTime}) puts its own in place of it; one that does not refuses the
   * record ({@code message.timestamp.after.max.ms}) or leaves the time, by which everything is
   * over.
   */
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private Stamps() {}

  /** Of a record that was sent; {@link #NEVER} if the broker did not say it. */
  static Instant of(RecordMetadata sent) {
    return sent.hasTimestamp() ? Instant.ofEpochMilli(sent.timestamp()) : NEVER;
  }

  /** Of a record that was read; {@link #NEVER} if the time is not the broker's. */
  static Instant of(ConsumerRecord<byte[], byte[]> read) {
    return read.timestampType() == TimestampType.LOG_APPEND_TIME
        ? Instant.ofEpochMilli(read.timestamp())
        : NEVER;
  }
}
