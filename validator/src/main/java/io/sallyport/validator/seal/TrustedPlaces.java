package io.sallyport.validator.seal;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Partitions;
import java.util.Map;

/**
 * Where sealed records go; the mandate names the place, so a byte copy elsewhere is worth nothing.
 *
 * @param environment signed into each mandate
 * @param topics the names
 * @param partitions how many partitions each cell's trusted topic has, fixed for life
 */
public record TrustedPlaces(
    Environment environment, Topics topics, Map<String, Integer> partitions) {
  /** Copies the counts. */
  public TrustedPlaces {
    partitions = Map.copyOf(partitions);
  }

  /** The partition of {@code key} on the topic of {@code cell}. */
  public int partition(String cell, Bytes key) {
    Integer count = partitions.get(cell);
    if (count == null) {
      throw new IllegalStateException("the cells of all action types are known at start");
    }
    return Partitions.of(key.toArray(), count);
  }
}
