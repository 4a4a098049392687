package io.sallyport.executor.ledger;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The bounds of one partition's ledger.
 *
 * @param window how many records above the lowest unfinished one may be known
 * @param remembered how many ended actions may be remembered; when full nothing is claimed
 * @param sequences of how many keys the newest action may be remembered; when full no other key's
 *     is claimed
 * @param turn how many records one turn may write
 * @param attempts how often an idempotent action may be claimed
 * @param skew how far the clocks of two owners may be apart
 * @param joined how many bytes of records for targets' topics one turn may carry, but for its first
 */
public record LedgerLimits(
    int window, int remembered, int sequences, int turn, int attempts, Duration skew, long joined) {
  /** Refuses bounds that let nothing through. */
  public LedgerLimits {
    int least = IntStream.of(window, remembered, sequences, turn, attempts).min().orElseThrow();
    if (least < 1 || joined < 1 || skew.isNegative()) {
      throw new IllegalArgumentException("the bounds of a ledger are at least 1");
    }
  }
}
