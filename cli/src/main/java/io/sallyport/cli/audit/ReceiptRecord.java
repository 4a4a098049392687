package io.sallyport.cli.audit;

import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a receipts topic as it was read; nothing in it is proven.
 *
 * @param topic where it lies
 * @param partition where it lies
 * @param chain the record's key
 * @param jws the record's value
 */
public record ReceiptRecord(String topic, int partition, String chain, String jws) {
  private static final Pattern CHAIN = Pattern.compile("[a-z0-9-]{1,46}-[0-9]{1,6}");

  /** Reads a record as it is; what is not ASCII stays so, and proves nothing. */
  public static ReceiptRecord from(ConsumerRecord<byte[], byte[]> record) {
    return new ReceiptRecord(
        record.topic(), record.partition(), latin(record.key()), latin(record.value()));
  }

  /** Whether it lies on the partition that its chain's name ends with. */
  boolean isInItsPlace() {
    return CHAIN.matcher(chain).matches() && Partitions.ofChain(chain) == partition;
  }

  private static String latin(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes)
        .map(some -> new String(some, StandardCharsets.ISO_8859_1))
        .orElse("");
  }
}
