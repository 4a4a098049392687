package io.sallyport.validator.policy;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads Policy documents and gathers their statements by action type. Used by one thread. */
public final class PolicyReader {
  /** The most statements about one action type. */
  static final int MAX_STATEMENTS = 100;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  private final Map<String, ActionType> types;
  private final Map<String, Expressions> compilers = new HashMap<>();
  private final Map<String, List<Statement>> statements = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();

  /** The effects that a document may name; what is not implemented is refused, never ignored. */
  private enum Word {
    PERMIT,
    DENY,
    MODIFY,
    DEFER,
    STEP_UP
  }

  /** A reader of policies about {@code types}, by full name. */
  public PolicyReader(Map<String, ActionType> types) {
    this.types = Map.copyOf(types);
  }

  /** Reads one document's spec; problems are noted there. */
  public boolean read(ConfigNode spec) {
    if (spec.keys().contains("quotas")) {
      spec.children("quotas");
      spec.problem("quotas", "quotas come later, with the desk; they are not ignored");
    }
    String name = spec.text("action");
    List<ConfigNode> children = spec.children("statements");
    ActionType type = types.get(name);
    if (type == null) {
      spec.problem("action", "the bundle has no action type of this name");
      return false;
    }
    Expressions compiler =
        compilers.computeIfAbsent(name, n -> new Expressions(ActionView.scope(type)));
    List<Statement> all = statements.computeIfAbsent(name, n -> new ArrayList<>());
    for (ConfigNode child : children) {
      statement(child, compiler, name).ifPresent(all::add);
    }
    if (all.isEmpty() || all.size() > MAX_STATEMENTS) {
      spec.problem("statements", "1 to " + MAX_STATEMENTS + " for one action type");
    }
    return true;
  }

  /** The policies of every action type that has some. */
  public Map<String, Policies> policies() {
    Map<String, Policies> policies = new TreeMap<>();
    statements.forEach((name, all) -> policies.put(name, of(name, all)));
    return policies;
  }

  private Policies of(String name, List<Statement> all) {
    ActionType type = types.get(name);
    if (type == null) {
      throw new IllegalStateException("statements are kept for known types only");
    }
    return new Policies(type, all);
  }

  private Optional<Statement> statement(ConfigNode node, Expressions compiler, String action) {
    String id = node.text("id");
    node.optionalText("reason");
    if (!ID.matches(id)) {
      node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
    } else if (!ids.add(action + "/" + id)) {
      node.problem("id", "another statement about this action type has this id");
    }
    Optional<Statement.Effect> effect = effect(node);
    Optional<Expression> when = when(node, compiler);
    return effect.isPresent() && when.isPresent()
        ? Optional.of(new Statement(id, effect.get(), when.get()))
        : Optional.empty();
  }

  private static Optional<Statement.Effect> effect(ConfigNode node) {
    Word word = node.choice("effect", Word.class);
    return switch (word) {
      case PERMIT -> Optional.of(Statement.Effect.PERMIT);
      case DENY -> Optional.of(Statement.Effect.DENY);
      case MODIFY, DEFER, STEP_UP -> {
        node.problem("effect", "this effect comes later; only permit and deny are decided yet");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Expression> when(ConfigNode node, Expressions compiler) {
    return switch (compiler.predicate(node.text("when"))) {
      case Compiled.Ready(Expression expression) -> Optional.of(expression);
      case Compiled.Wrong(String message) -> {
        node.problem("when", message);
        yield Optional.empty();
      }
    };
  }
}
