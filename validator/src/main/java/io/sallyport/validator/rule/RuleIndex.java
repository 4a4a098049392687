package io.sallyport.validator.rule;

import io.sallyport.validator.expression.Discriminator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of one source by the values of their discriminators, so that an event meets only those
 * that may fire, however many there are. Immutable.
 */
final class RuleIndex {
  private final List<Numbered> always = new ArrayList<>();
  private final Map<List<String>, Map<Object, List<Numbered>>> byValue = new LinkedHashMap<>();

  /** A rule and its place among all of its source. */
  private record Numbered(int number, Rule rule) {}

  RuleIndex(List<Rule> rules) {
    Map<List<String>, Set<Object>> values = new HashMap<>();
    for (Rule rule : rules) {
      for (Discriminator discriminator : rule.when().discriminators()) {
        values
            .computeIfAbsent(discriminator.path(), path -> new HashSet<>())
            .addAll(discriminator.values());
      }
    }
    for (int i = 0; i < rules.size(); i++) {
      add(new Numbered(i, rules.get(i)), values);
    }
  }

  /** Under the path that tells most rules apart. */
  private void add(Numbered rule, Map<List<String>, Set<Object>> values) {
    Optional<Discriminator> best =
        rule.rule().when().discriminators().stream()
            .max(Comparator.comparingInt(one -> values.getOrDefault(one.path(), Set.of()).size()));
    if (best.isEmpty()) {
      always.add(rule);
      return;
    }
    Map<Object, List<Numbered>> index =
        byValue.computeIfAbsent(best.get().path(), path -> new HashMap<>());
    for (Object value : best.get().values()) {
      index.computeIfAbsent(value, v -> new ArrayList<>()).add(rule);
    }
  }

  /** The rules that may fire for {@code event}, in their order. */
  List<Rule> candidates(Map<?, ?> event) {
    List<Numbered> found = new ArrayList<>(always);
    byValue.forEach((path, index) -> {
      Object value = Discriminator.read(path, event);
      if (value != null) {
        found.addAll(index.getOrDefault(value, List.of()));
      }
    });
    found.sort(Comparator.comparingInt(Numbered::number));
    List<Rule> candidates = new ArrayList<>();
    for (Numbered each : found) {
      if (mayFire(each.rule(), event)) {
        candidates.add(each.rule());
      }
    }
    return candidates;
  }

  private static boolean mayFire(Rule rule, Map<?, ?> event) {
    for (Discriminator discriminator : rule.when().discriminators()) {
      if (!discriminator.holds(event)) {
        return false;
      }
    }
    return true;
  }
}
