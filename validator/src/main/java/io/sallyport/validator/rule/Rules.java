package io.sallyport.validator.rule;

import io.sallyport.validator.expression.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules of a bundle, by source. Each rule is judged alone: no rule changes another's result.
 * Immutable.
 */
public final class Rules {
  private static final RuleIndex NONE = new RuleIndex(List.of());

  private final Map<String, List<Rule>> bySource;
  private final Map<String, RuleIndex> indexes = new HashMap<>();

  private Rules(Map<String, List<Rule>> bySource) {
    this.bySource = bySource;
    bySource.forEach((source, rules) -> indexes.put(source, new RuleIndex(rules)));
  }

  /** An index of {@code rules}, which keep their order. */
  public static Rules of(List<Rule> rules) {
    return new Rules(rules.stream().collect(Collectors.groupingBy(Rule::source)));
  }

  /** All rules of {@code source}, in their order. */
  public List<Rule> of(String source) {
    return List.copyOf(bySource.getOrDefault(source, List.of()));
  }

  /**
   * The rules of {@code source} that fire, or might. A rule does not fire for an event without the
   * member that its {@code when} compares with literals; any other error in {@code when} is
   * unclear.
   */
  public List<Match> matching(String source, Map<String, ?> variables) {
    if (!(variables.get(Scope.EVENT) instanceof Map<?, ?> event)) {
      throw new IllegalStateException("rules are about an event");
    }
    List<Match> matches = new ArrayList<>();
    for (Rule rule : indexes.getOrDefault(source, NONE).candidates(event)) {
      switch (rule.when().evaluate(variables).truth()) {
        case TRUE -> matches.add(new Match.Fires(rule));
        case FALSE -> {}
        case ERROR -> matches.add(new Match.Unclear(rule));
      }
    }
    return List.copyOf(matches);
  }
}
