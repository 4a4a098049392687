package io.sallyport.bench.kill;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts faults and keeps the first of them as examples. Owned by one thread. */
final class Findings {
  private static final int EXAMPLES = 10;

  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final List<String> examples = new ArrayList<>();

  void add(Fault fault, String where) {
    counts.merge(fault, 1L, Long::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(fault + " at " + where);
    }
  }

  Map<Fault, Long> counts() {
    return Map.copyOf(counts);
  }

  List<String> examples() {
    return List.copyOf(examples);
  }
}
