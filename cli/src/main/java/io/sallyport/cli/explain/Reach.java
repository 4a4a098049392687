package io.sallyport.cli.explain;

import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.BundleTexts.RuleText;
import io.sallyport.cli.bundle.BundleTexts.StatementText;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.Durations;
import io.sallyport.validator.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that stands between anybody and an action.
 *
 * @param type the action type
 * @param rules those that propose it, by source
 * @param statements those about it, in their order
 */
record Reach(ActionType type, List<Proposer> rules, List<StatementText> statements) {
  Reach {
    rules = List.copyOf(rules);
    statements = List.copyOf(statements);
  }

  /** A rule and who may set it off. */
  record Proposer(
      String source, String assurance, String rule, String requester, String ttl, String when) {}

  static Reach of(LoadedBundle loaded, ActionType type) {
    List<Proposer> rules = new ArrayList<>();
    new TreeMap<>(loaded.bundle().sources())
        .values()
        .forEach(source ->
            loaded.bundle().rules().of(source.name()).stream()
                .filter(rule -> rule.type().name().equals(type.name()))
                .forEach(rule -> rules.add(proposer(loaded, source, rule))));
    List<StatementText> statements =
        loaded.texts().statements().getOrDefault(type.name(), List.of());
    return new Reach(type, rules, statements);
  }

  private static Proposer proposer(LoadedBundle loaded, SourceSpec source, Rule rule) {
    RuleText text = loaded.texts().rules().get(rule.name());
    if (text == null) {
      throw new IllegalStateException("each rule has its text");
    }
    return new Proposer(
        source.name(),
        source.assurance().text(),
        rule.name(),
        text.requester().orElse("the source"),
        text.ttl(),
        text.when().replaceAll("\\s+", " "));
  }

  /** Whether a rule proposes it and a statement may permit it. */
  boolean isPossible() {
    return !rules.isEmpty() && statements.stream().anyMatch(each -> each.effect().equals("permit"));
  }

  /** What the type itself says, in words. */
  Map<String, String> terms() {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put("cell", type.cell());
    terms.put("effect", word(type.effect()));
    terms.put(
        "approval",
        type.approval()
            .map(each -> each.threshold() + " of group " + each.group())
            .orElse("none: the policy alone decides"));
    terms.put("minAssurance", type.minAssurance().text());
    terms.put("classification", word(type.classification()));
    terms.put("maxTtl", Durations.text(type.maxTtl()));
    terms.put("idempotent", Boolean.toString(type.idempotent()));
    terms.put("fingerprint", type.fingerprint().text());
    return terms;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
