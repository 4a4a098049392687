package io.sallyport.validator.stream;

import java.util.Map;

/**
 * How many partitions the topics have, as they were found at start; fixed for life.
 *
 * @param untrusted of the gate's inputs, of the receipts and of both changelogs
 * @param quarantine of the quarantine topic
 * @param desk of the desk's topic, of those of outcomes and of the store of the desk
 * @param held of the topics of holds, of the verdicts and of the store of the holds
 * @param trusted of each cell's trusted topic
 */
public record PartitionCounts(
    int untrusted, int quarantine, int desk, int held, Map<String, Integer> trusted) {
  /** Copies the counts. */
  public PartitionCounts {
    trusted = Map.copyOf(trusted);
  }
}
