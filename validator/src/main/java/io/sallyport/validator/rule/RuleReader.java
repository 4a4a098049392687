package io.sallyport.validator.rule;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.bind.Binding;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.ExpressionLimits;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.session.SessionBinding;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Rule documents against the action types of the bundle. Used by one thread. */
public final class RuleReader {
  private static final Duration MIN_TTL = Duration.ofSeconds(1);
  private static final Duration MAX_TTL = Duration.ofDays(7);

  private final Map<String, ActionType> types;
  private final Expressions expressions;

  /** A reader of rules that propose {@code types}, by full name. */
  public RuleReader(Map<String, ActionType> types, ExpressionLimits limits) {
    this.types = Map.copyOf(types);
    this.expressions = new Expressions(Scope.ofRule(), limits);
  }

  /** Reads one document's spec; problems are noted there, and then nothing is returned. */
  public Optional<Rule> read(String name, ConfigNode spec) {
    String source = spec.text("source");
    Optional<Expression> when = compiled(spec, "when", expressions.predicate(spec.text("when")));
    Optional<Expression> requester =
        spec.optionalText("requester")
            .flatMap(text -> compiled(spec, "requester", expressions.value(text)));
    Optional<SessionBinding> session =
        spec.optionalChild("session").flatMap(node -> SessionBinding.read(node, expressions));
    Duration ttl = spec.duration("ttl", MIN_TTL, MAX_TTL);
    Optional<Binding> binding = binding(spec, ttl);
    return when.isPresent() && binding.isPresent()
        ? Optional.of(new Rule(name, source, when.get(), binding.get(), requester, session, ttl))
        : Optional.empty();
  }

  private Optional<Binding> binding(ConfigNode spec, Duration ttl) {
    ActionType type = types.get(spec.text("action"));
    ConfigNode fields = spec.child("fields");
    Map<String, Expression> bound = new HashMap<>();
    for (String field : fields.keys()) {
      compiled(fields, field, expressions.value(fields.text(field)))
          .ifPresent(expression -> bound.put(field, expression));
    }
    if (type == null) {
      spec.problem("action", "the bundle has no action type of this name");
      return Optional.empty();
    }
    if (ttl.compareTo(type.maxTtl()) > 0) {
      spec.problem("ttl", "longer than the action type's maxTtl");
    }
    return areComplete(fields, type, bound)
        ? Optional.of(Binding.of(type, bound))
        : Optional.empty();
  }

  private static boolean areComplete(
      ConfigNode fields, ActionType type, Map<String, Expression> bound) {
    List<String> declared = type.shape().fields().stream().map(Shape.Field::name).toList();
    for (String field : fields.keys()) {
      if (!declared.contains(field)) {
        fields.problem(field, "the action type has no such field; it has " + declared);
      }
    }
    boolean complete = true;
    for (String name : declared) {
      boolean isFilled =
          fields.keys().contains(name) || type.schema().getField(name).hasDefaultValue();
      if (!isFilled) {
        fields.problem(name, "the field is not bound and has no default");
      }
      complete &= isFilled && (bound.containsKey(name) || !fields.keys().contains(name));
    }
    return complete;
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
