package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.bind.FieldBinding;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.ExpressionLimits;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statements about one action type. Used by one thread. */
final class StatementReader {
  /** The most statements about one action type. */
  static final int MAX_STATEMENTS = 100;

  private static final com.google.re2j.Pattern ID =
      com.google.re2j.Pattern.compile("[a-z0-9-]{1,40}");
  private static final String GRANT = "grant";
  private static final String SET = "set";

  private final ActionType type;
  private final Expressions expressions;
  private final List<Statement> statements = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> changed = new HashSet<>();

  /** What may come while an action waits: how actions before it in its session ended. */
  private static final Set<String> AWAITED = Set.of("session.pending", "session.outcomes");

  private static final Duration MIN_DELAY = Duration.ofSeconds(1);

  /** The longest time that an action waits for what a statement or a quota says. */
  private static final Duration MAX_DELAY = Duration.ofHours(24);

  /** The effects that a document may name. */
  private enum Word {
    PERMIT,
    DENY,
    MODIFY,
    DEFER,
    STEP_UP
  }

  StatementReader(ActionType type, ExpressionLimits limits) {
    this.type = type;
    this.expressions = new Expressions(ActionView.scope(type), limits);
  }

  /** Reads one statement; problems are noted there. */
  void read(ConfigNode node) {
    String id = node.text("id");
    node.optionalText("reason");
    if (!isId(id)) {
      node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
    } else if (!ids.add(id)) {
      node.problem("id", "another statement about this action type has this id");
    }
    Word word = node.choice("effect", Word.class);
    Optional<Expression> when = compiled(node, "when", expressions.predicate(node.text("when")));
    statement(node, word, id, when).ifPresent(statements::add);
    if (statements.size() > MAX_STATEMENTS) {
      node.problem("id", "more than " + MAX_STATEMENTS + " statements about one action type");
    }
  }

  /** Whether a statement or a quota may be called so. */
  static boolean isId(String text) {
    return ID.matches(text);
  }

  /** Whether a statement changes that field. */
  boolean changes(String field) {
    return changed.contains(field);
  }

  /** What was read. */
  List<Statement> statements() {
    return List.copyOf(statements);
  }

  private Optional<Statement> statement(
      ConfigNode node, Word word, String id, Optional<Expression> when) {
    return switch (word) {
      case PERMIT -> {
        boolean persists = grantsPersist(node);
        yield when.map(condition -> new Statement.Permit(id, condition, persists));
      }
      case DENY -> when.map(condition -> new Statement.Deny(id, condition));
      case MODIFY -> {
        List<FieldBinding> set = set(node);
        yield when.map(condition -> new Statement.Modify(id, condition, set));
      }
      case STEP_UP -> {
        Optional<Quorum> quorum = quorum(node);
        Optional<Duration> deadline = deadline(node);
        yield when.flatMap(
            condition -> quorum.map(asked -> new Statement.StepUp(id, condition, asked, deadline)));
      }
      case DEFER -> {
        Duration delay = delay(node);
        checkAwaited(node, when);
        yield when.map(condition -> new Statement.Defer(id, condition, delay));
      }
    };
  }

  /** Nothing waits for what could not come. */
  private static void checkAwaited(ConfigNode node, Optional<Expression> when) {
    String awaited = node.text("waitFor");
    boolean isRead =
        when.filter(each -> !each.reads(Scope.SESSION)).isEmpty()
            && node.text("when").contains(awaited);
    if (!AWAITED.contains(awaited)) {
      node.problem("waitFor", "what may come is session.pending or session.outcomes");
    } else if (!isRead) {
      node.problem("when", "has to read what it waits for, " + awaited);
    }
  }

  /** How long an action waits. */
  static Duration delay(ConfigNode node) {
    return node.duration("deadline", MIN_DELAY, MAX_DELAY);
  }

  static Optional<Quorum> quorum(ConfigNode node) {
    String group = node.text("group");
    int threshold = (int) node.integer("threshold", 1, Mandate.MAX_APPROVALS);
    if (!ID.matches(group)) {
      node.problem("group", "a group's name is 1 to 40 of a-z, 0-9 and '-'");
      return Optional.empty();
    }
    return Optional.of(new Quorum(group, threshold));
  }

  static Optional<Duration> deadline(ConfigNode node) {
    return node.optionalDuration("deadline", Asked.MIN_DEADLINE, Held.MAX_WAIT);
  }

  private boolean grantsPersist(ConfigNode node) {
    Optional<String> grant = node.optionalText(GRANT);
    if (grant.isPresent() && !grant.get().equals("persist")) {
      node.problem(GRANT, "the only grant is persist");
    } else if (grant.isPresent() && type.effect() != Effect.PERSIST) {
      node.problem(GRANT, "this action type does not persist, so there is nothing to grant");
    }
    return grant.isPresent();
  }

  private List<FieldBinding> set(ConfigNode statement) {
    ConfigNode set = statement.child(SET);
    List<FieldBinding> fields = new ArrayList<>();
    for (String name : set.keys()) {
      Optional<Expression> value = compiled(set, name, expressions.value(set.text(name)));
      Optional<Shape.Field> field =
          type.shape().fields().stream().filter(one -> one.name().equals(name)).findFirst();
      if (field.isEmpty()) {
        set.problem(name, "the action type has no such field");
      } else if (value.isPresent()) {
        fields.add(FieldBinding.of(field.get(), type.schema(), value.get()));
        changed.add(name);
      }
    }
    if (set.keys().isEmpty()) {
      statement.problem(SET, "a modify statement sets at least one field");
    }
    if (changed.size() > Modification.MAX) {
      statement.problem(
          SET, "at most " + Modification.MAX + " fields of one action type are ever changed");
    }
    return fields;
  }

  private static Optional<Expression> compiled(ConfigNode node, String key, Compiled compiled) {
    return switch (compiled) {
      case Compiled.Ready(Expression expression) -> Optional.of(expression);
      case Compiled.Wrong(String message) -> {
        node.problem(key, message);
        yield Optional.empty();
      }
    };
  }
}
