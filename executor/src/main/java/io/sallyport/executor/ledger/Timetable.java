package io.sallyport.executor.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Offsets that are to be looked at again, by the time of it. Owned by the ledger's thread. */
final class Timetable {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::offset));

  private record Entry(Instant at, long offset) {}

  void add(Instant at, long offset) {
    entries.add(new Entry(at, offset));
  }

  /** Takes one whose time has come, the earliest first. */
  OptionalLong poll(Instant now) {
    Entry first = entries.peek();
    if (first == null || first.at().isAfter(now)) {
      return OptionalLong.empty();
    }
    entries.remove();
    return OptionalLong.of(first.offset());
  }
}
