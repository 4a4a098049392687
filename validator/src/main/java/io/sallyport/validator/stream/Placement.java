package io.sallyport.validator.stream;

import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Where records go. The count is what was signed into mandates at start; a topic that has another
 * one now stops the process.
 */
public final class Placement {
  private Placement() {}

  /** By key, as Kafka's own producers do. */
  public static StreamPartitioner<byte[], byte[]> byKey(int partitions) {
    return (topic, key, value, count) -> {
      require(topic, count == partitions);
      return Optional.of(Set.of(Partitions.of(key, count)));
    };
  }

  /** By the partition that the key, a chain's id, names. */
  public static StreamPartitioner<byte[], byte[]> byChain(int partitions) {
    return (topic, key, value, count) -> {
      int partition = Partitions.ofChain(new String(key, StandardCharsets.US_ASCII));
      require(topic, count == partitions && partition < count);
      return Optional.of(Set.of(partition));
    };
  }

  private static void require(String topic, boolean isAsAtStart) {
    if (!isAsAtStart) {
      throw new IllegalStateException("the partitions of " + topic + " are not those of the start");
    }
  }
}
