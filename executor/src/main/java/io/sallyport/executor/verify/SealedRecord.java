package io.sallyport.executor.verify;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Mandate;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A trusted record as it was read, with all that its verification looks at: whoever gets it can
 * verify it again.
 *
 * @param topic where it lay
 * @param partition of that topic
 * @param key the record's key
 * @param value the record's value, framing included
 * @param mandate the header, ASCII
 */
public record SealedRecord(String topic, int partition, Bytes key, Bytes value, String mandate) {
  /** Refuses a partition that there is not, and a mandate that is larger than one may be. */
  public SealedRecord {
    if (partition < 0 || mandate.length() > Mandate.MAX_SIZE) {
      throw new IllegalArgumentException("a record has a partition and a mandate up to 16 KiB");
    }
  }

  /** How many bytes it takes. */
  public int size() {
    return key.size() + value.size() + mandate.length();
  }

  /** The record as a consumer reads it, but for its offset, which no check looks at. */
  public ConsumerRecord<byte[], byte[]> consumed() {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(topic, partition, 0, key.toArray(), value.toArray());
    record.headers().add(Headers.MANDATE, mandate.getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  /** Where it lay; never what it holds. */
  @Override
  public String toString() {
    return "SealedRecord[" + topic + ":" + partition + "]";
  }
}
