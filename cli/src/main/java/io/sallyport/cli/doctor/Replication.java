package io.sallyport.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many times the declared topics are held, and whether that survives a broker.
 *
 * @param brokers how many there are
 * @param declared what the Topics document says
 * @param replicas of each declared topic that is there, the fewest of its partitions
 */
record Replication(int brokers, int declared, Map<String, Integer> replicas) {
  /** Two of them acknowledge, so one may be lost. */
  private static final int ENOUGH = 3;

  Replication {
    replicas = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
  }

  /** Each topic that is held fewer times than declared, or what holds for all. */
  List<Finding> findings() {
    List<Finding> fewer = new ArrayList<>();
    replicas.forEach((topic, count) -> {
      if (count < declared) {
        String text = "is held " + count + " times, declared " + declared;
        fewer.add(Finding.bad(Check.REPLICATION, topic, text));
      }
    });
    return fewer.isEmpty() ? List.of(all()) : fewer;
  }

  private Finding all() {
    String text = "declared to be held " + declared + " times, brokers: " + brokers;
    return brokers >= ENOUGH && declared >= ENOUGH
        ? Finding.ok(Check.REPLICATION, "cluster", text)
        : Finding.warning(
            Check.REPLICATION, "cluster", text + "; what was acknowledged can be lost with one");
  }
}
