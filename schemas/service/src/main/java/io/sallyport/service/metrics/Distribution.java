package io.sallyport.service.metrics;

import java.util.Arrays;
import java.util.List;

/** The buckets of one histogram series; guarded by itself, so that a copy is consistent. */
final class Distribution {
  private final long[] counts;
  private double sum;

  Distribution(int bounds) {
    this.counts = new long[bounds + 1];
  }

  synchronized void add(int bucket, double value) {
    counts[bucket]++;
    sum += value;
  }

  synchronized Copy copy() {
    return new Copy(Arrays.stream(counts).boxed().toList(), sum);
  }

  /**
   * The state at one moment.
   *
   * @param counts for each bucket, the last one above all bounds
   * @param sum of all observed values
   */
  record Copy(List<Long> counts, double sum) {
    long total() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
