package io.sallyport.bench.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts faults and keeps the first of them as examples. Owned by one thread.
 *
 * @param <F> the faults
 */
public final class Findings<F extends Enum<F>> {
  private static final int EXAMPLES = 10;

  private final Map<F, Long> counts = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /** One more. */
  public void add(F fault, String where) {
    counts.merge(fault, 1L, Long::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(fault + " at " + where);
    }
  }

  /** How often each was found. */
  public Map<F, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The first of them, and where. */
  public List<String> examples() {
    return List.copyOf(examples);
  }
}
