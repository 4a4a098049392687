package io.sallyport.executor.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Offsets whose time has come and whose type may not start yet. Owned by the ledger's thread. */
final class Held {
  private final Map<String, SortedSet<Long>> offsets = new HashMap<>();

  /** Whether it was not held already. */
  boolean add(String type, long offset) {
    return offsets.computeIfAbsent(type, _ -> new TreeSet<>()).add(offset);
  }

  void remove(String type, long offset) {
    SortedSet<Long> ofType = offsets.get(type);
    if (ofType != null) {
      ofType.remove(offset);
    }
  }

  /** Up to {@code most} of each type that may start, the lowest first; they stay held. */
  List<Long> startable(Predicate<String> mayStart, int most) {
    return offsets.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty() && mayStart.test(each.getKey()))
        .flatMap(each -> each.getValue().stream().limit(most))
        .toList();
  }
}
