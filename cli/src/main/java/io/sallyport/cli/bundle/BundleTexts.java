package io.sallyport.cli.bundle;

import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the authors of a bundle wrote, for people: expressions in their own words. The bundle was
 * read before, so every document here is sound.
 *
 * @param rules by name
 * @param statements by the full name of the action type, in their order
 */
public record BundleTexts(
    Map<String, RuleText> rules, Map<String, List<StatementText>> statements) {
  /** Copies the maps. */
  public BundleTexts {
    rules = Map.copyOf(rules);
    statements = Map.copyOf(statements);
  }

  /** One rule. */
  public record RuleText(String when, Optional<String> requester, String ttl) {}

  /** One policy statement. */
  public record StatementText(String id, String effect, String when, Optional<String> reason) {}

  static BundleTexts of(List<ConfigDocument> documents) {
    Map<String, RuleText> rules = new TreeMap<>();
    Map<String, List<StatementText>> statements = new TreeMap<>();
    for (ConfigDocument document : documents) {
      ConfigNode spec = document.spec();
      if (document.kind().equals("Rule")) {
        rules.put(
            document.name(),
            new RuleText(spec.text("when"), spec.optionalText("requester"), spec.text("ttl")));
      } else if (document.kind().equals("Policy")) {
        List<StatementText> all =
            statements.computeIfAbsent(spec.text("action"), name -> new ArrayList<>());
        spec.children("statements").forEach(node -> all.add(statement(node)));
      }
    }
    return new BundleTexts(rules, statements);
  }

  private static StatementText statement(ConfigNode node) {
    return new StatementText(
        node.text("id"), node.text("effect"), node.text("when"), node.optionalText("reason"));
  }

  /** Every rule's {@code when} by the rule's name. */
  public Map<String, String> whens() {
    Map<String, String> whens = new TreeMap<>();
    rules.forEach((name, rule) -> whens.put(name, rule.when()));
    return whens;
  }

  /** The CEL of a statement about an action type, or the empty text. */
  public String when(String action, String id) {
    return statements.getOrDefault(action, List.of()).stream()
        .filter(each -> each.id().equals(id))
        .map(StatementText::when)
        .findFirst()
        .orElse("");
  }
}
