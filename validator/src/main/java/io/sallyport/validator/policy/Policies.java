package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.validator.expression.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * All statements about one action type. Every statement is evaluated, so that their order says
 * nothing: an error denies, then any deny, then any permit allows, else the default denies.
 * Immutable.
 */
public final class Policies {
  private final ActionType type;
  private final List<Statement> statements;

  Policies(ActionType type, List<Statement> statements) {
    this.type = type;
    this.statements = List.copyOf(statements);
  }

  /** The ruling about {@code record}, an action of this type whose constraints were checked. */
  public Ruling decide(GenericRecord record, Circumstances circumstances) {
    if (circumstances.assurance().compareTo(type.minAssurance()) < 0) {
      return new Ruling.Deny(Code.ASSURANCE_TOO_LOW, List.of());
    }
    Map<String, Object> variables =
        Map.of(
            Scope.ACTION, ActionView.of(type.shape(), record),
            Scope.SOURCE, Scope.source(circumstances.source(), circumstances.assurance()),
            Scope.PRINCIPAL, circumstances.principal(),
            Scope.NOW, circumstances.now());
    return ruling(variables);
  }

  private Ruling ruling(Map<String, Object> variables) {
    List<String> errors = new ArrayList<>();
    Map<Statement.Effect, List<String>> holding = new EnumMap<>(Statement.Effect.class);
    for (Statement statement : statements) {
      switch (statement.when().evaluate(variables).truth()) {
        case TRUE ->
            holding.computeIfAbsent(statement.effect(), e -> new ArrayList<>()).add(statement.id());
        case FALSE -> {}
        case ERROR -> errors.add(statement.id());
      }
    }
    if (!errors.isEmpty()) {
      return new Ruling.Deny(Code.POLICY_ERROR, errors);
    }
    if (holding.containsKey(Statement.Effect.DENY)) {
      return new Ruling.Deny(
          Code.DENIED_BY_STATEMENT, holding.getOrDefault(Statement.Effect.DENY, List.of()));
    }
    return holding.containsKey(Statement.Effect.PERMIT)
        ? new Ruling.Permit(holding.getOrDefault(Statement.Effect.PERMIT, List.of()))
        : new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of());
  }
}
