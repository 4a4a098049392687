package io.sallyport.service.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What one metric keeps for each label set, bounded in number.
 *
 * @param <T> what is kept; any thread may change it
 */
final class Series<T> {
  static final int MAX = 500;
  private static final String OTHER = "other";

  private final String name;
  private final List<String> labels;
  private final Supplier<T> fresh;
  private final Map<List<String>, T> kept = new ConcurrentHashMap<>();

  Series(String name, Supplier<T> fresh, List<String> labels) {
    labels.forEach(Exposition::checkName);
    this.name = name;
    this.labels = labels;
    this.fresh = fresh;
    if (labels.isEmpty()) {
      kept.put(List.of(), fresh.get());
    }
  }

  T of(String... values) {
    List<String> key = key(values);
    T known = kept.get(key);
    if (known != null) {
      return known;
    }
    boolean isFull = kept.size() >= MAX;
    List<String> bounded = isFull ? Collections.nCopies(labels.size(), OTHER) : key;
    return kept.computeIfAbsent(bounded, _ -> fresh.get());
  }

  Optional<T> find(String... values) {
    return Optional.ofNullable(kept.get(key(values)));
  }

  String name() {
    return name;
  }

  void forEach(BiConsumer<List<Exposition.Label>, T> visitor) {
    kept.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> visitor.accept(pairs(entry.getKey()), entry.getValue()));
  }

  private List<Exposition.Label> pairs(List<String> values) {
    List<Exposition.Label> pairs = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      pairs.add(new Exposition.Label(labels.get(index), values.get(index)));
    }
    return pairs;
  }

  private List<String> key(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name + ": needs a value for each of " + labels);
    }
    return List.of(values);
  }
}
