package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.evidence.source.Principals;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.bundle.GoldenTest.Case;
import io.sallyport.validator.bundle.GoldenTest.Expected;
import io.sallyport.validator.session.History;
import io.sallyport.validator.watch.Past;
import io.sallyport.validator.watch.Watch;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads documents of kind {@code Test}; payloads are named, not opened. */
public final class TestReader {
  /** The kind of the documents. */
  public static final String KIND = "Test";

  /** The most cases of one document. */
  static final int MAX_CASES = 1000;

  private static final Map<String, DecisionResult> WORDS =
      Map.of(
          "ALLOW", DecisionResult.ALLOWED,
          "MODIFY", DecisionResult.MODIFIED,
          "DENY", DecisionResult.DENIED,
          "STEP_UP", DecisionResult.HELD,
          "DEFER", DecisionResult.DEFERRED);

  private TestReader() {}

  /**
   * The test that the document describes, or {@code ConfigException} with every problem. Payloads
   * start where the document was said to have its home.
   *
   * @param parts what the bundle has
   */
  public static GoldenTest read(ConfigDocument document, Parts parts) {
    return document.finish(() -> read(document.name(), document.spec(), parts));
  }

  /**
   * What tests name of a bundle.
   *
   * @param sources by name
   * @param actions types by full name
   * @param watches what would be unusual, by source
   */
  public record Parts(
      Map<String, SourceSpec> sources,
      Map<String, ActionType> actions,
      Map<String, Watch> watches) {}

  static GoldenTest read(String name, ConfigNode spec, Parts parts) {
    String source = spec.text("source");
    Optional<SourceSpec> sender = Optional.ofNullable(parts.sources().get(source));
    if (!source.isEmpty() && sender.isEmpty()) {
      spec.problem("source", "the bundle has no source of this name");
    }
    HistoryReader histories = new HistoryReader(parts.actions());
    History before = histories.read(spec).orElse(History.NONE);
    PastReader pasts = new PastReader(parts.actions(), parts.watches().containsKey(source));
    Optional<Past> usual = pasts.read(spec);
    List<Case> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigNode child : spec.children("cases")) {
      Optional<Past> past = pasts.read(child).or(() -> usual);
      Case read = one(child, sender, histories.read(child).orElse(before), past);
      if (!names.add(read.name())) {
        child.problem("name", "another case of this document has this name");
      }
      cases.add(read);
    }
    if (cases.isEmpty() || cases.size() > MAX_CASES) {
      spec.problem("cases", "1 to " + MAX_CASES + " cases; a test without cases tests nothing");
    }
    return new GoldenTest(name, source, now(spec), cases);
  }

  private static Instant now(ConfigNode spec) {
    try {
      String text = spec.text("now");
      return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      spec.problem("now", "must be an instant such as 2026-11-20T12:00:00Z");
      return Instant.EPOCH;
    }
  }

  private static Case one(
      ConfigNode node, Optional<SourceSpec> sender, History history, Optional<Past> past) {
    if (!node.keys().contains("expect")) {
      node.problem("expect", "the key is missing; [] says that no rule is for the payload");
    }
    List<Expected> expected = new ArrayList<>();
    Set<String> rules = new HashSet<>();
    for (ConfigNode child : node.children("expect")) {
      expected(child).ifPresent(expected::add);
      child
          .optionalText("rule")
          .filter(rule -> !rules.add(rule))
          .ifPresent(rule -> child.problem("rule", "a rule decides once about a payload"));
    }
    boolean refuses = expected.stream().anyMatch(Expected.Refused.class::isInstance);
    if (refuses && expected.size() > 1) {
      node.problem(
          "expect", "a refused delivery comes to no decision; name the rule, or only this");
    }
    return new Case(
        node.text("name"),
        node.path("payload"),
        node.optionalText("contentType"),
        principal(node, sender),
        history,
        past,
        expected);
  }

  private static Optional<String> principal(ConfigNode node, Optional<SourceSpec> sender) {
    Optional<String> principal = node.optionalText("principal");
    sender
        .flatMap(source -> principal.flatMap(text -> Principals.problem(source, text)))
        .ifPresent(why -> node.problem("principal", why));
    return principal;
  }

  private static Optional<Expected> expected(ConfigNode node) {
    Optional<String> rule = node.optionalText("rule");
    if (node.keys().contains("refused") == node.keys().contains("decision")) {
      node.optionalText("refused");
      node.optionalText("decision");
      node.problem("decision", "either decision: one of " + words() + "; or refused: a code");
      return Optional.empty();
    }
    if (node.keys().contains("decision")) {
      return decided(node);
    }
    Optional<Code> code = code(node, "refused");
    String pointer = node.text("pointer", "");
    return code.map(known ->
        rule.isPresent()
            ? new Expected.Unbound(rule.get(), known, pointer)
            : new Expected.Refused(known, pointer));
  }

  private static Optional<Expected> decided(ConfigNode node) {
    String rule = node.text("rule");
    DecisionResult result = WORDS.get(node.text("decision"));
    if (result == null) {
      node.problem("decision", "must be one of " + words());
    }
    Optional<List<String>> statements =
        node.keys().contains("statements")
            ? Optional.of(node.texts("statements"))
            : Optional.empty();
    Optional<Code> code = code(node, "code");
    Map<String, String> action = node.textMap("action");
    return Optional.ofNullable(result)
        .map(known -> new Expected.Decided(rule, known, code, statements, action));
  }

  private static Optional<Code> code(ConfigNode node, String key) {
    Optional<String> text = node.optionalText(key);
    Optional<Code> code = text.flatMap(Code::parse);
    if (text.isPresent() && code.isEmpty()) {
      node.problem(key, "is no code of the firewall; docs/reference/codes.md has them all");
    }
    return code;
  }

  private static String words() {
    return String.join(", ", WORDS.keySet().stream().sorted().toList());
  }
}
