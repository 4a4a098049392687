package io.sallyport.executor.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Offsets that are to be looked at again, by the time of it. Owned by the ledger's thread. */
final class Timetable {
  private final TreeSet<Entry> entries =
      new TreeSet<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::offset));

  private record Entry(Instant at, long offset) {}

  /** Adds nothing that is there: what waits by turns for this and that is told its end again. */
  void add(Instant at, long offset) {
    entries.add(new Entry(at, offset));
  }

  /** Takes one whose time has come, the earliest first. */
  OptionalLong poll(Instant now) {
    if (entries.isEmpty() || entries.first().at().isAfter(now)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(entries.removeFirst().offset());
  }
}
