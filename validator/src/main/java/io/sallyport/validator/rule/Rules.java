package io.sallyport.validator.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules of a bundle, by source. Each rule is judged alone: no rule changes another's result.
 */
public final class Rules {
  private final Map<String, List<Rule>> bySource;

  private Rules(Map<String, List<Rule>> bySource) {
    this.bySource = bySource;
  }

  /** An index of {@code rules}, which keep their order. */
  public static Rules of(List<Rule> rules) {
    return new Rules(rules.stream().collect(Collectors.groupingBy(Rule::source)));
  }

  /** The rules of {@code source} that fire, or might. */
  public List<Match> matching(String source, Map<String, ?> variables) {
    List<Match> matches = new ArrayList<>();
    for (Rule rule : bySource.getOrDefault(source, List.of())) {
      switch (rule.when().evaluate(variables).truth()) {
        case TRUE -> matches.add(new Match.Fires(rule));
        case FALSE -> {}
        case ERROR -> matches.add(new Match.Unclear(rule));
      }
    }
    return List.copyOf(matches);
  }
}
