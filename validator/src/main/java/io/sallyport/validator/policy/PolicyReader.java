package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.expression.ExpressionLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads Policy documents and gathers their statements by action type. Used by one thread. */
public final class PolicyReader {
  private static final String QUOTAS = "quotas";

  private final Map<String, ActionType> types;
  private final Map<String, StatementReader> readers = new TreeMap<>();
  private final Map<String, QuotaReader> quotas = new TreeMap<>();
  private final ExpressionLimits limits;
  private final QuotaLimits quotaLimits;
  private final Set<String> forbidden = new HashSet<>();
  private final Map<String, String> undoing = new HashMap<>();

  /** A reader of policies about {@code types}, by full name. */
  public PolicyReader(
      Map<String, ActionType> types, ExpressionLimits limits, QuotaLimits quotaLimits) {
    this.types = Map.copyOf(types);
    this.limits = limits;
    this.quotaLimits = quotaLimits;
  }

  /** Reads one document's spec; problems are noted there. */
  public boolean read(ConfigNode spec) {
    String name = spec.text("action");
    boolean forbids = spec.flag("forbidden", false);
    spec.optionalText("reason");
    List<ConfigNode> statements = spec.children("statements");
    List<ConfigNode> quotas = spec.children(QUOTAS);
    ActionType type = types.get(name);
    if (type == null) {
      spec.problem("action", "the bundle has no action type of this name");
      return false;
    }
    readUndo(spec, name);
    StatementReader reader = readers.computeIfAbsent(name, n -> new StatementReader(type, limits));
    statements.forEach(reader::read);
    QuotaReader counted = read(spec, quotas, type, reader);
    checkIds(spec, reader, counted);
    if (forbids) {
      forbidden.add(name);
    } else if (statements.isEmpty()) {
      spec.problem("statements", "at least one, or forbidden: true");
    }
    return true;
  }

  /** A receipt, and a mandate, may come to name them all. */
  private static void checkIds(ConfigNode spec, StatementReader statements, QuotaReader quotas) {
    Stream<String> ids =
        Stream.concat(
            statements.statements().stream().map(Statement::id),
            quotas.quotas().stream().map(Quota::id));
    if (ids.mapToInt(String::length).sum() > ReceiptCodec.MAX_IDS) {
      spec.problem(
          "statements",
          "the ids of all statements and quotas of this action type have more than %d characters"
              .formatted(ReceiptCodec.MAX_IDS));
    }
  }

  private void readUndo(ConfigNode spec, String name) {
    spec.optionalText("undo")
        .ifPresent(undo -> {
          if (undo.equals(name) || !types.containsKey(undo)) {
            spec.problem("undo", "another action type of the bundle, by its full name");
          } else if (!undo.equals(undoing.merge(name, undo, (first, _) -> first))) {
            spec.problem("undo", "another document names another one for this action type");
          }
        });
  }

  private QuotaReader read(
      ConfigNode spec, List<ConfigNode> nodes, ActionType type, StatementReader statements) {
    QuotaReader reader =
        quotas.computeIfAbsent(type.name(), _ -> new QuotaReader(type, quotaLimits));
    nodes.forEach(reader::read);
    if (!statements.changes(type.orderBy())) {
      return reader;
    }
    if (reader.quotas().stream().anyMatch(quota -> !quota.isOfSender())) {
      spec.problem(
          nodes.isEmpty() ? "statements" : QUOTAS,
          "a modify statement sets %s, by which quotas count: leave that field to the rule"
              .formatted(type.orderBy()));
    }
    if (statements.statements().stream().anyMatch(Statement::readsSession)) {
      spec.problem(
          "statements",
          "a modify statement sets %s, by which sessions tell targets: leave that field to the rule"
              .formatted(type.orderBy()));
    }
    return reader;
  }

  /** The policies of every action type that has some. */
  public Map<String, Policies> policies() {
    Map<String, Policies> policies = new TreeMap<>();
    readers.forEach((name, reader) -> policies.put(name, of(name, reader.statements())));
    return policies;
  }

  private Policies of(String name, List<Statement> all) {
    ActionType type = types.get(name);
    if (type == null) {
      throw new IllegalStateException("statements are kept for known types only");
    }
    List<Quota> counted =
        Optional.ofNullable(quotas.get(name)).map(QuotaReader::quotas).orElse(List.of());
    Optional<String> undo = Optional.ofNullable(undoing.get(name));
    return new Policies(type, forbidden.contains(name), all, counted, undo);
  }
}
