package io.sallyport.service.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values of many label sets that are asked for when somebody looks. Those that are no number are
 * left out, and so is what is more than {@link Series#MAX}.
 */
final class Sampled implements Metric {
  private final String name;
  private final List<String> labels;
  private final Supplier<Map<List<String>, Double>> values;

  Sampled(String name, List<String> labels, Supplier<Map<List<String>, Double>> values) {
    labels.forEach(Exposition::checkName);
    this.name = name;
    this.labels = List.copyOf(labels);
    this.values = values;
  }

  @Override
  public void write(Exposition out) {
    values.get().entrySet().stream()
        .filter(entry -> !entry.getValue().isNaN())
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .limit(Series.MAX)
        .forEach(entry -> out.append(name, pairs(entry.getKey()), entry.getValue()));
  }

  private List<Exposition.Label> pairs(List<String> key) {
    if (key.size() != labels.size()) {
      throw new IllegalStateException(name + ": needs a value for each of " + labels);
    }
    List<Exposition.Label> pairs = new ArrayList<>();
    for (int index = 0; index < key.size(); index++) {
      pairs.add(new Exposition.Label(labels.get(index), key.get(index)));
    }
    return pairs;
  }
}
