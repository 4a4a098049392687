package io.sallyport.validator.desk;

import io.sallyport.contract.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which chains the desk witnesses, and how often it signs where one stands.
 *
 * @param partitions how many chains each cell has: one for each partition of its trusted topic
 * @param every the least time between two receipts about one chain
 */
public record Witnessing(Map<String, Integer> partitions, Duration every) {
  /** Copies the counts. */
  public Witnessing {
    partitions = Map.copyOf(partitions);
  }

  /** Whether a receipt is of one of the chains that the cell can have. */
  boolean isOf(String cell, Receipt receipt) {
    return IntStream.range(0, partitions.getOrDefault(cell, 0))
        .anyMatch(partition -> receipt.chain().equals(cell + "-" + partition));
  }

  /** Whether enough time has passed; where a broker's clock was put back, too. */
  boolean isDue(Instant last, Instant now) {
    return Duration.between(last, now).abs().compareTo(every) >= 0;
  }
}
