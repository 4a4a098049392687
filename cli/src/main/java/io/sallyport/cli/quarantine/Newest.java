package io.sallyport.cli.quarantine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Keeps the newest refusals, up to a limit. Owned by one thread. */
final class Newest {
  private static final Comparator<Refusal> BY_TIME =
      Comparator.comparing(Refusal::at).thenComparing(Refusal::origin);

  private final PriorityQueue<Refusal> kept = new PriorityQueue<>(BY_TIME);
  private final int limit;
  private long seen;

  Newest(int limit) {
    this.limit = limit;
  }

  void add(Refusal refusal) {
    seen++;
    kept.add(refusal);
    if (kept.size() > limit) {
      kept.poll();
    }
  }

  /** What is kept, the newest last. */
  Stream<Refusal> refusals() {
    return kept.stream().sorted(BY_TIME);
  }

  /** How many were added. */
  long seen() {
    return seen;
  }
}
